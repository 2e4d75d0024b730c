"""What pages tell, as statements with the page's address as their source."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from registry.document import Issue, Relation
from registry.issues import issue
from registry.lists.cells import placed_issuer, type_name
from registry.numbers import parse_number
from registry.sources.gather import Gathered
from registry.sources.site import Site
from registry.sources.values import LinkedAct
from registry.store.identity import issuers_of_number
from registry.store.statement import Statement
from registry.vocabulary import SourceLabel, key, vocabulary


@dataclass(frozen=True, slots=True)
class Settled:
    """One gathered document after its files were looked at.

    Args:
        got: As gathered, its number completed where a file states it.
        issues: Doubts about its files.
        meant: Issue date that its own text states, where the page states another one.
        issuers: Issuers that its own text states, where the page states others.
    """

    got: Gathered
    issues: tuple[Issue, ...] = ()
    meant: date | None = None
    issuers: tuple[str, ...] = ()


def lead(site: Site, settled: Settled) -> Statement:
    """Return what the site says about one document, its relations left out."""
    got, told = settled.got, settled.got.told
    issuers, doubts = _issuers(site, settled)
    cut = (issue("number-cut", number=told.number),) if told.cut else ()
    address = address_of(got)
    fetched = {file.address for file, _ in got.files}
    elsewhere = [file.address for file in told.files if file.address not in fetched]
    return Statement(
        origin="catalogue",
        source_key=source_key(site, got.row.key),
        source=address,
        number=_number(told.number),
        type=type_name(told.type) or told.type or None,
        issuers=settled.issuers or issuers,
        title=told.title or told.heading or None,
        issued=told.issued,
        effective=told.effective,
        expired=told.expired,
        status=told.status or None,
        signers=told.signers,
        sources=tuple(each for each in (address, *elsewhere) if "://" in each),
        rank=1,
        meant=settled.meant,
        issues=(*told.issues, *cut, *doubts, *settled.issues),
    )


def address_of(got: Gathered) -> str:
    """Return where people find the page of a gathered document."""
    return got.told.address or (got.page.address if got.page else got.row.address)


def source_key(site: Site, key_on_site: str) -> str:
    """Return the key of what a site says about one of its documents, whatever the spelling of the page's address."""
    return f"{site.host or site.name}/{key_on_site}"


def _number(written: str) -> str | None:
    parsed = parse_number(written)
    return parsed.canonical if parsed else written or None


def _issuers(site: Site, settled: Settled) -> tuple[tuple[str, ...], list[Issue]]:
    told = settled.got.told
    placed = [placed_issuer(name, site.province or None) for name in told.issuers]
    national = issuers_of_number(told.number)
    doubts = [
        issue("issuer-without-place", where=settled.got.row.address, value=name)
        for name, sure in placed
        if not sure and not national
    ]
    return tuple(name for name, _ in placed), doubts


def with_relations(site: Site, all_settled: Iterable[Settled]) -> Iterator[Statement]:
    """Yield the statements of a whole site, the relations that its labels tell in the direction that they mean."""
    leads = {each.got.row.key: lead(site, each) for each in all_settled}
    index = _Index(leads, {each.got.row.address: each.got.row.key for each in all_settled})
    inbound: list[Statement] = []
    for each in all_settled:
        mine = leads[each.got.row.key]
        relations: list[Relation] = []
        unknown: dict[str, list[str]] = {}
        for link in each.got.told.links:
            meaning = _meaning(site, link.label)
            if meaning is None:
                unknown.setdefault(link.label, []).append(link.number or link.title)
            elif meaning.inbound:
                inbound += _inbound(mine, index.of(link), link, meaning.verb)
            else:
                relations.append(_relation(meaning.verb, link, index.of(link)))
        doubts = (issue("unknown-label", label=label, number=", ".join(names)) for label, names in unknown.items())
        yield replace(mine, relations=tuple(dict.fromkeys(relations)), issues=(*mine.issues, *doubts))
    yield from inbound


class _Index:
    def __init__(self, leads: Mapping[str, Statement], addresses: Mapping[str, str]) -> None:
        self._leads = leads
        self._addresses = addresses

    def of(self, link: LinkedAct) -> Statement | None:
        """What the site itself says about the document that a link leads to."""
        return self._leads.get(link.key or self._addresses.get(link.address, ""))


def _meaning(site: Site, label: str) -> SourceLabel | None:
    own = {key(name): told for name, told in site.shape.get("relations", {}).items()}.get(key(label))
    if own is not None:
        return SourceLabel(label, own["verb"], own["inbound"])
    return vocabulary().verb_of_label(site.labels, label)


def _relation(verb: str, link: LinkedAct, other: Statement | None) -> Relation:
    number = (other.number if other else None) or _number(link.number)
    return Relation(
        verb,
        number,
        0,
        0,
        name=None if number else link.title or None,
        issued=other.issued if other else None,
        kind=other.type if other else None,
        issuer=other.issuers[0] if other and other.issuers else None,
    )


def _inbound(mine: Statement, other: Statement | None, link: LinkedAct, verb: str) -> Iterator[Statement]:
    """What the page of the old act says about the new one: a statement about the new one, by the old one's page."""
    edge = Relation(
        verb,
        mine.number,
        0,
        0,
        name=None if mine.number else mine.title,
        issued=mine.issued,
        kind=mine.type,
        issuer=mine.issuers[0] if mine.issuers else None,
    )
    if other is not None:
        yield _further(mine, other, edge)
        return
    number = parse_number(link.number)
    if number is not None and number.year is not None:
        yield Statement(
            origin="catalogue",
            source_key=f"{mine.source_key}@{number.key}",
            source=mine.source,
            number=number.canonical,
            title=link.title or None,
            sources=(link.address,) if link.address else (),
            relations=(edge,),
            rank=1,
        )


def _further(mine: Statement, other: Statement, edge: Relation) -> Statement:
    return Statement(
        origin="catalogue",
        source_key=f"{other.source_key}@{mine.source_key}",
        source=mine.source,
        number=other.number,
        type=other.type,
        issuers=other.issuers,
        sources=(mine.source,) if "://" in mine.source else (),
        relations=(edge,),
        rank=1,
        extends=other.source_key,
    )
