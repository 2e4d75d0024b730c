"""Whether a file that a page offers is the document of the page. What is not certain is set aside, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from registry.document import Issue
from registry.issues import issue
from registry.lists.cells import placed_issuer, type_name
from registry.numbers import parse_number
from registry.reading.keys import number_key
from registry.reading.prepared import Reading
from registry.sources.gather import continues
from registry.sources.values import Told
from registry.store.identity import issuer_keys
from registry.vocabulary import vocabulary

_LACKS: Final = {
    "no-number": "number", "no-type": "type", "no-title": "title", "no-issuer": "issuers", "no-date": "issued",
}  # fmt: skip


class Verdict(StrEnum):
    """What a file is to the document of its page."""

    OWN = "own"  # it states the same number
    SILENT = "silent"  # it is a text without a number
    EMPTY = "empty"  # it says nothing that a document says
    FOREIGN = "foreign"  # it states another document's number


@dataclass(frozen=True, slots=True)
class Said:
    """What a file says about itself, read now or known from before."""

    number: str | None
    issuers: tuple[str, ...]
    issued: date | None
    substance: bool


def said_by(reading: Reading) -> Said:
    """Return what a reading says about itself."""
    header = reading.header
    substance = bool(reading.addresses or header.type or header.issuers or header.title)
    return Said(header.number, header.issuers, header.issued, substance)


def judge(told: Told, said: Said, province: str) -> Verdict:
    """Return what a file is to the document of its page.

    Args:
        told: What the page says.
        said: What the file says.
        province: Province that the page takes for granted.
    """
    if not said.number:
        return Verdict.SILENT if said.substance else Verdict.EMPTY
    if not told.number:
        return Verdict.OWN
    same = number_key(told.number) == number_key(said.number)
    if not same and not (told.cut and continues(told.number, said.number)):
        return Verdict.FOREIGN
    return Verdict.FOREIGN if _elsewhere(told, said, province) else Verdict.OWN


def _elsewhere(told: Told, said: Said, province: str) -> bool:
    """Tell whether both name their province and the provinces differ: numbers repeat from one to the next."""
    ours = {_place(name, province) for name in told.issuers} - {None}
    theirs = {_place(name, "") for name in said.issuers} - {None}
    return bool(ours and theirs and not ours & theirs)


def _place(name: str, province: str) -> str | None:
    known = vocabulary().issuer_of_name(placed_issuer(name, province or None)[0])
    return known.place if known else None


def issuers_stated(told: Told, said: Said, province: str) -> tuple[tuple[str, ...], tuple[Issue, ...]]:
    """Return the issuers that a document's own file states, where its page states none of them, with the doubt.

    Args:
        told: What the page says.
        said: What the file says.
        province: Province that the page takes for granted.
    """
    ours = [placed_issuer(name, province or None)[0] for name in told.issuers]
    if not ours or not said.issuers or set(issuer_keys(ours)) & set(issuer_keys(said.issuers)):
        return (), ()
    meta, text = "; ".join(told.issuers), "; ".join(said.issuers)
    return said.issuers, (issue("meta-disagrees", field="cơ quan ban hành", meta=meta, text=text),)


def chosen(verdicts: Sequence[Verdict]) -> list[bool]:
    """Return which files are taken for the document: those that say so, else the only text that says nothing else.

    Args:
        verdicts: One for each file, the body of the page first.
    """
    if Verdict.OWN in verdicts:
        return [each is Verdict.OWN for each in verdicts]
    first = verdicts.index(Verdict.SILENT) if Verdict.SILENT in verdicts else -1
    return [at == first for at in range(len(verdicts))]


def bound(reading: Reading, told: Told, province: str, address: str) -> Reading:
    """Return the reading of a document's own file, completed where it is silent by what its page says.

    Args:
        reading: Of the file.
        told: What the page says.
        province: Province that the page takes for granted.
        address: Of the page.
    """
    header, doubts = reading.header, reading.issues
    number = header.number or _canonical(told.number)
    if not header.number and number:
        doubts = (*doubts, issue("number-from-container", number=number))
    issuers = tuple(placed_issuer(name, province or None)[0] for name in told.issuers)
    kind, title = type_name(told.type) or told.type or None, told.title or told.heading or None
    completed = replace(
        header,
        number=number,
        type=header.type or kind,
        title=header.title or title,
        issuers=header.issuers or issuers,
        issued=header.issued or told.issued,
    )
    if number is None:  # what has no number is known by these four; the page's words stand for both
        completed = replace(completed, type=kind, title=title, issuers=issuers, issued=told.issued)
    filled = {code for code, name in _LACKS.items() if getattr(completed, name)}
    doubts = tuple(each for each in doubts if each.code not in filled)
    return replace(reading, header=completed, issues=doubts, meta=reading.meta | {"url": address})


def _canonical(number: str) -> str | None:
    parsed = parse_number(number)
    return parsed.canonical if parsed else number or None
