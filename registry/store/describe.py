"""One description of a document from everything that its sources say. Pure: the order of the sources cannot matter."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from registry.document import Issue, ProgrammeTag, Signer
from registry.issues import issue
from registry.reading.keys import number_key, plain
from registry.store.identity import issuer_keys, issuers_of_number
from registry.store.statement import Statement
from registry.text import short_day
from registry.vocabulary import vocabulary

Value = TypeVar("Value")
NO_NUMBER: Final = "Không số"
NO_PROGRAMME: Final = "-"
"""Code of a tag by which a person says that a document belongs to no programme."""
_OFFICIAL: Final = (".gov.vn", "quochoi.vn", "chinhphu.vn")
_FIELDS: Final = {"title": "trích yếu", "issued": "ngày ban hành", "effective": "ngày có hiệu lực"}
# A hand-made statement is a correction; next the signed text speaks for itself; a doubtful source comes last.
_ORIGINS: Final = {"hand": 0, "machine": 1, "catalogue": 2}


@dataclass(frozen=True, slots=True)
class Description:
    """Attributes of a document, and the doubts that arose from putting its sources together."""

    number: str
    type: str
    title: str
    issuer: str
    issuer_code: str | None
    level: str
    issued: date | None
    effective: date | None
    expired: date | None
    status: str | None
    programmes: tuple[ProgrammeTag, ...]
    signers: tuple[Signer, ...]
    sources: tuple[str, ...]
    verified: bool
    primary: Statement | None
    issues: tuple[Issue, ...]


def describe(statements: Sequence[Statement], *, ambiguous: bool = False) -> Description:
    """Return the description of the document that all these statements speak of.

    Args:
        statements: At least one.
        ambiguous: True when the document could as well be one of several others with its number.
    """
    ranked = sorted(statements, key=_preference)
    number = _first(ranked, lambda each: each.number if number_key(each.number) else None)
    issuers = _issuers(ranked, number)
    known = vocabulary().issuer_of_name(issuers[0]) if issuers else None
    kind = _type(ranked, number)
    return Description(
        number=number or NO_NUMBER,
        type=kind,
        title=_title(ranked),
        issuer="; ".join(map(_spelled, issuers)),
        issuer_code=known.code if known else None,
        level=known.level if known else "",
        issued=_first(ranked, lambda each: each.issued),
        effective=_first(ranked, lambda each: each.effective),
        expired=_first(ranked, lambda each: each.expired),
        status=_first(ranked, lambda each: each.status),
        programmes=_programmes(ranked),
        signers=_first(ranked, lambda each: each.signers) or (),
        sources=_sources(ranked),
        verified=any(each.verified for each in statements),
        primary=_primary(ranked),
        issues=tuple(_doubts(ranked, number, ambiguous)),
    )


def _preference(statement: Statement) -> tuple[object, ...]:
    return (
        not statement.verified,
        _ORIGINS[statement.origin],
        statement.rank,
        statement.source_key,
    )


def _first(ranked: Sequence[Statement], take: Callable[[Statement], Value | None]) -> Value | None:
    return next((value for value in map(take, ranked) if value), None)


def _primary(ranked: Sequence[Statement]) -> Statement | None:
    return next((each for each in ranked if each.text_sha256), None)


def _type(ranked: Sequence[Statement], number: str | None) -> str:
    return vocabulary().type_name(number, _first(ranked, lambda each: each.type))


def _issuers(ranked: Sequence[Statement], number: str | None) -> tuple[str, ...]:
    """Names as signed, by a source that agrees with the number where there is one: a national number is sure."""
    told = issuers_of_number(number) if number else ()
    codes = {issuer.code for issuer in told}
    agreeing = _first(ranked, lambda each: each.issuers if codes & set(issuer_keys(each.issuers)) else None)
    return agreeing or _first(ranked, lambda each: each.issuers) or tuple(issuer.name for issuer in told)


def _spelled(issuer: str) -> str:
    """Letterheads are printed in capitals; the name is the same in the vocabulary's spelling."""
    known = vocabulary().issuer_of_name(issuer)
    return known.name if known and plain(known.name) == plain(issuer) else issuer


def _title(ranked: Sequence[Statement]) -> str:
    """A text prints its title in capitals; where a catalogue spells the same words, its capitals are the right ones."""
    title = _first(ranked, lambda each: each.title) or ""
    spelled = (each.title for each in ranked if each.origin != "machine" and each.title)
    return next((other for other in spelled if plain(other) == plain(title)), title)


def _programmes(ranked: Sequence[Statement]) -> tuple[ProgrammeTag, ...]:
    """Tags of all sources, or of a person who decided; the place that shows why is known only in the text shown."""
    primary = _primary(ranked)
    decided = next((each for each in ranked if each.origin == "hand" and each.programmes), None)
    found: dict[str, ProgrammeTag] = {}
    for each in (decided,) if decided else ranked:
        for tag in each.programmes:
            found.setdefault(tag.code, tag if each is primary else ProgrammeTag(tag.code, tag.reason))
    return tuple(found[code] for code in sorted(found) if code != NO_PROGRAMME)


def _sources(ranked: Sequence[Statement]) -> tuple[str, ...]:
    return tuple(sorted({source for each in ranked for source in each.sources}, key=official_first))


def official_first(source: str) -> tuple[bool, str]:
    """Sort key that puts web addresses of the state before others."""
    return not any(mark in source for mark in _OFFICIAL), source


def _doubts(ranked: Sequence[Statement], number: str | None, ambiguous: bool) -> Iterable[Issue]:
    if number is None:
        yield issue("unnumbered")
    if ambiguous:
        yield issue("ambiguous-identity", number=number or NO_NUMBER)
    for each in ranked:
        yield from each.issues
    for field, label in _FIELDS.items():
        values = _different(field, ranked)
        if len(values) > 1:
            yield issue("sources-disagree", field=label, values="; ".join(values))
    if len({issuer_keys(each.issuers) for each in ranked if each.issuers}) > 1:
        values = sorted({"; ".join(each.issuers) for each in ranked if each.issuers})
        yield issue("sources-disagree", field="cơ quan ban hành", values=" / ".join(values))


def _different(field: str, ranked: Sequence[Statement]) -> list[str]:
    said = [(getattr(each, field), each.source) for each in ranked if getattr(each, field)]
    kept: dict[str, str] = {}
    for value, source in said:
        text = value if isinstance(value, str) else short_day(value)
        if not any(_agree(field, text, other) for other in kept):
            kept[text] = f"{text} ({source})"
    return list(kept.values())


def _agree(field: str, left: str, right: str) -> bool:
    """Dates agree when equal; a title agrees with a shortened form of itself."""
    if field != "title":
        return left == right
    one, other = plain(left), plain(right)
    return one in other or other in one
