"""Which document a citation or relation means. A choice is made only where what is written leaves one document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import or_, select
from sqlmodel import Session, col

from registry.models import DocumentRow
from registry.numbers import parse_number
from registry.reading.keys import plain
from registry.store.identity import issuer_keys, issuers_of_number
from registry.vocabulary import vocabulary

_BATCH: Final = 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that might be meant."""

    id: int
    slug: str
    number: str
    number_key: str
    name_key: str
    type: str
    issuer_code: str | None
    issued: date | None


@dataclass(frozen=True, slots=True)
class Mention:
    """What is written about the document that is meant. Unknown parts are None."""

    number: str | None
    kind: str | None = None
    issuer: str | None = None
    issued: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """The document that cites: an act cannot rest on a later one, and a local one means its own province's acts."""

    issued: date | None
    issuer_code: str | None


def find(session: Session, keys: Iterable[str]) -> dict[str, list[Candidate]]:
    """Return the documents under each number or name key."""
    wanted = sorted(set(keys) - {""})
    found: dict[str, list[Candidate]] = {}
    for at in range(0, len(wanted), _BATCH):
        for candidate in _rows(session, wanted[at : at + _BATCH]):
            for key in {candidate.number_key, candidate.name_key} - {""}:
                found.setdefault(key, []).append(candidate)
    return found


def _rows(session: Session, keys: Sequence[str]) -> list[Candidate]:
    row = DocumentRow
    columns = (row.id, row.slug, row.number, row.number_key, row.name_key, row.type, row.issuer_code, row.issued)
    mine = or_(col(row.number_key).in_(keys), col(row.name_key).in_(keys))
    query = select(*(col(column) for column in columns)).where(mine).order_by(col(row.key))
    return [Candidate(*values) for values in session.execute(query)]


def choose(candidates: Sequence[Candidate], mention: Mention, speaker: Speaker) -> tuple[str, Candidate | None]:
    """Return ``linked`` with the document, ``ambiguous`` or ``unknown`` without one."""
    fitting = [each for each in candidates if _fits(each, mention, speaker)]
    exact = [each for each in fitting if mention.issued and each.issued == mention.issued]
    left = exact or fitting
    if len(left) == 1:
        return "linked", left[0]
    return ("ambiguous" if left else "unknown"), None


def _fits(candidate: Candidate, mention: Mention, speaker: Speaker) -> bool:
    return (
        _type_fits(candidate, mention)
        and _day_fits(candidate, mention, speaker)
        and _issuer_fits(candidate, mention, speaker)
    )


def _type_fits(candidate: Candidate, mention: Mention) -> bool:
    """A number that tells its type overrules the word beside it ("Quyết định số 27/2022/NĐ-CP")."""
    told = mention.number and vocabulary().type_of_number(mention.number)
    return bool(told) or not mention.kind or not candidate.type or plain(mention.kind) == plain(candidate.type)


def _day_fits(candidate: Candidate, mention: Mention, speaker: Speaker) -> bool:
    if candidate.issued is None:
        return True
    number = parse_number(mention.number) if mention.number else None
    if number is not None and number.year is not None:
        return True
    if mention.issued or mention.year:
        return candidate.issued == mention.issued or (mention.issued is None and candidate.issued.year == mention.year)
    return speaker.issued is None or candidate.issued <= speaker.issued


def _issuer_fits(candidate: Candidate, mention: Mention, speaker: Speaker) -> bool:
    if not mention.number or issuers_of_number(mention.number):
        return True
    if mention.issuer:
        return candidate.issuer_code in issuer_keys([mention.issuer])
    return _place(candidate.issuer_code) == _place(speaker.issuer_code)


def _place(code: str | None) -> str | None:
    issuer = vocabulary().issuer_by_code(code) if code else None
    return (issuer and issuer.place) or code
