"""A province's own register into the registry: every row is kept, every doubtful cell is named with its place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from registry.document import ProgrammeTag
from registry.issues import issue
from registry.lists import cells, mapping, reading
from registry.lists.columns import label_of
from registry.lists.reading import Sheet
from registry.lists.rows import Doubt, Row, became_a_day, is_heading, place, shown
from registry.lists.tables import Line
from registry.numbers import parse_number
from registry.store import Registry
from registry.store.identity import issuer_keys, issuers_of_number
from registry.store.statement import Statement
from registry.vocabulary import vocabulary

_DAYS: Final = ("issued", "effective", "expired")
_BATCH: Final = 200
_NUMBER_AND_DAY: Final = re.compile(
    r"(?P<number>\S.*?)[\s,;(]+(?:ngày\s+)?(?P<day>\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{4}|\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))\)?",
    re.IGNORECASE,
)
_YEAR_FIRST: Final = re.compile(r"(?:19|20)\d\d/")  # the rest of a number whose serial stands in a column of its own


@dataclass(frozen=True, slots=True)
class Register:
    """A file that has been read, not yet stored.

    Args:
        sheet: Its table.
        fields: Fact of each column; None for a column that is not read.
        remembered: True when the columns were chosen by a person before.
        statements: One for each row, in order.
        doubts: Cells to look at.
    """

    sheet: Sheet
    fields: tuple[str | None, ...]
    remembered: bool
    statements: tuple[Statement, ...]
    doubts: tuple[Doubt, ...]


def read(
    path: Path, *, province: str | None = None, home: Path | None = None, changes: Mapping[str, str] | None = None
) -> Register:
    """Read a register, storing nothing.

    Args:
        path: CSV or XLSX.
        province: Province whose register it is; ``UBND Tỉnh`` means its committee.
        home: Where choices of columns are remembered, or None.
        changes: Header -> fact, where the guess is wrong.

    Raises:
        InputRefused: The file cannot be read.
        BadRequest: A correction names no column or no fact.
    """
    sheet = reading.read(path)
    known = mapping.recall(home, sheet.headers) if home else None
    fields = mapping.corrected(sheet.headers, known or mapping.guess(sheet.headers), changes or {})
    headers = {fact: header for fact, header in zip(fields, sheet.headers, strict=True) if fact}
    statements: list[Statement] = []
    doubts: list[Doubt] = []
    seen: dict[tuple[object, ...], Line] = {}
    doubts += [
        Doubt(0, "", issue("sheet-unread", where=sheet.name, sheet=each.name, reason=each.reason))
        for each in sheet.unread
    ]
    for line in sheet.rows:
        filled = {fact: value for fact, value in zip(fields, line.cells, strict=True) if fact}
        row = Row(sheet.name, line, filled, headers)
        if is_heading(row):
            row.doubt("row-heading", "", value=cells.tidy(" ".join(map(shown, filter(None, line.cells))))[:200])
            doubts += row.doubts
            continue
        if line.wide:
            row.doubt("cell-unread", "", field="các ô thừa ở cuối dòng", value="…")
        statements.append(_statement(row, province, seen))
        doubts += row.doubts
    return Register(sheet, fields, known is not None, tuple(statements), tuple(doubts))


def store(registry: Registry, register: Register) -> int:
    """Record a register; return how many documents were written. The choice of columns is remembered.

    Args:
        registry: Open.
        register: As read.
    """
    mapping.remember(registry.settings.home, register.sheet.headers, register.fields)
    said = register.statements
    return sum(registry.put_statements(said[at : at + _BATCH]) for at in range(0, len(said), _BATCH))


def _statement(row: Row, province: str | None, seen: dict[tuple[object, ...], Line]) -> Statement:
    number, kind, title = _number(row), _type(row), row.text("title")
    issuers = _issuers(row, province, number)
    days = {fact: _day(row, fact) for fact in _DAYS}
    days["issued"] = days["issued"] or _dated(row)[1]
    _missing(row, {"number": number, "title": title, "issued": days["issued"]})
    sources = _sources(row)
    key = _key(row, sources, (number, kind, issuer_keys(issuers), days["issued"]), seen)
    return Statement(
        origin="catalogue",
        source_key=key,
        source=sources[0] if sources else row.name,
        number=number,
        type=kind,
        issuers=issuers,
        title=title or None,
        status=_status(row),
        signers=cells.signers(row.whole("signer")),
        programmes=_programmes(row),
        sources=sources,
        notes=row.text("notes"),
        rank=1,
        issues=tuple(doubt.issue for doubt in row.doubts),
        issued=days["issued"],
        effective=days["effective"],
        expired=days["expired"],
    )


def _dated(row: Row) -> tuple[str, date | None]:
    """Return the cell of the number without the day that some registers print in it, and that day."""
    text = row.text("number")
    found = _NUMBER_AND_DAY.fullmatch(text)
    day = cells.day(found["day"]) if found else None
    return (found["number"], day) if found and day else (text, None)


def _whole(row: Row, symbol: str) -> str:
    """Return the number of a row whose register keeps number and symbol in two columns: "12" and "QĐ-UBND"."""
    serial = row.text("serial")
    if not serial or (symbol[:1].isdigit() and "/" in symbol and not _YEAR_FIRST.match(symbol)):
        return symbol
    return f"{serial}/{symbol.lstrip('/')}" if symbol else serial


def _number(row: Row) -> str | None:
    if became_a_day(row):
        return None
    text = _whole(row, _dated(row)[0])
    parsed = parse_number(text) if text else None
    if text and parsed is None:
        row.unread("number", text)
    return parsed.canonical if parsed else text or None


def _type(row: Row) -> str | None:
    text = row.text("type")
    found = cells.type_name(text) if text else None
    if text and found is None:
        row.unread("type", text)
    return found or text or None


def _issuers(row: Row, province: str | None, number: str | None) -> tuple[str, ...]:
    names = [cells.tidy(name) for name in re.split(r"[;\n]", row.whole("issuer")) if name.strip()]
    national = issuers_of_number(number) if number else ()
    placed = []
    for name in names:
        found, sure = cells.placed_issuer(name, province)
        if not sure and not national:
            row.doubt("issuer-without-place", "issuer", value=name)
        placed.append(found)
    return tuple(placed)


def _day(row: Row, fact: str) -> date | None:
    value = row.cells.get(fact)
    if isinstance(value, date):
        return value
    text = row.text(fact)
    found = cells.day(text) if text else None
    likely = cells.likely_day(text) if text and found is None else None
    if likely is not None:
        row.doubt("day-guessed", fact, value=text, day=f"{likely:%d/%m/%Y}")
    elif text and found is None:
        row.unread(fact, text)
    return found or likely


def _status(row: Row) -> str | None:
    text = row.text("status")
    if text and vocabulary().effect_of_label(text) is None:
        row.unread("status", text)
    return text or None


def _programmes(row: Row) -> tuple[ProgrammeTag, ...]:
    found = []
    for part in row.text("programmes").replace(",", ";").split(";"):
        known = vocabulary().programme(part.strip()) if part.strip() else None
        if known is not None:
            found.append(ProgrammeTag(part.strip(), f"Sổ {row.name} ghi thuộc chương trình {known.short}."))
        elif part.strip():
            row.unread("programmes", part.strip())
    return tuple(found)


def _sources(row: Row) -> tuple[str, ...]:
    texts = (part.strip() for fact in ("sources", "files") for part in row.text(fact).split(";"))
    return tuple(dict.fromkeys(text for text in texts if text.startswith(("http://", "https://"))))


def _missing(row: Row, values: Mapping[str, Any]) -> None:
    for fact, value in values.items():
        if not value and not any(doubt.column == row.headers.get(fact, "-") for doubt in row.doubts):
            row.doubt("cell-missing", fact, field=label_of(fact).lower())


def _key(row: Row, sources: Sequence[str], identity: tuple[object, ...], seen: dict[tuple[object, ...], Line]) -> str:
    """What makes the same row of a later copy of the register replace this one: its page, else what identifies it."""
    name = "+".join(str(part or "") for part in identity)
    if not sources and not any(identity):
        name = place(row.line)
    first = seen.setdefault(identity, row.line)
    if first is not row.line and any(identity):
        row.doubt("row-repeated", "", other=place(first))
    base = sources[0] if sources else name
    again = seen.setdefault(("key", base), row.line)
    again_in = f"{row.line.sheet}/" if row.line.sheet else ""
    return f"so/{base}" if again is row.line else f"so/{base}#{again_in}{row.line.number}"
