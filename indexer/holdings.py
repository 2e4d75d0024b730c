"""Every document as rows of arrays: what filters, facets and sorting look at, outside of any engine."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.names import issuers
from registry.numbers import parse_number
from registry.records import DocumentRecord
from registry.vocabulary import Issuer, key, vocabulary

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

YES: Final = "1"
NO: Final = "0"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet; ``parent`` is the value that it is a part of, or an empty string."""

    value: str
    label: str
    parent: str = ""


class Column:
    """A facet as two arrays: a document's row and the number of a value, one pair for each value that it has."""

    def __init__(self, values: Sequence[Sequence[Value]]) -> None:
        numbers: dict[str, int] = {}
        self.values: list[Value] = []
        rows: list[int] = []
        codes: list[int] = []
        for row, own in enumerate(values):
            for value in {each.value: each for each in own}.values():
                if value.value not in numbers:
                    numbers[value.value] = len(self.values)
                    self.values.append(value)
                rows.append(row)
                codes.append(numbers[value.value])
        self.numbers = numbers
        self._rows = np.array(rows, np.int64)
        self._codes = np.array(codes, np.int64)
        self._documents = len(values)

    def having(self, chosen: Iterable[str]) -> Mask:
        """Return which documents have any of the chosen values."""
        wanted = np.zeros(len(self.values) + 1, np.bool_)
        wanted[[self.numbers[value] for value in chosen if value in self.numbers]] = True
        mask = np.zeros(self._documents, np.bool_)
        mask[self._rows[wanted[self._codes]]] = True
        return mask

    def counts(self, matched: Mask) -> NDArray[np.int64]:
        """Return how many of the matched documents have each value."""
        return np.bincount(self._codes[matched[self._rows]], minlength=len(self.values))


class Holdings:
    """The registry's documents on one day."""

    def __init__(self, records: Sequence[DocumentRecord], today: date) -> None:
        self.today = today
        self.records = sorted(records, key=lambda record: record.id)
        self.ids = np.array([record.id for record in self.records], np.int64)
        self.columns: dict[str, Column] = {
            "programme": Column([tuple(_programmes(record)) for record in self.records]),
            "issuer": Column([tuple(_issuers(record)) for record in self.records]),
            "level": Column([(_level(record.level),) for record in self.records]),
            "type": Column([(_type(record.type),) for record in self.records]),
            "year": Column([tuple(_year(record)) for record in self.records]),
            "effect": Column([(_effect(record.effect.state),) for record in self.records]),
            "has_text": Column([(_has_text(record.has_text),) for record in self.records]),
        }

    def __len__(self) -> int:
        return len(self.records)

    def rows_of(self, ids: Rows) -> Rows:
        """Return the row of each document id; unknown ones are left out."""
        at = np.searchsorted(self.ids, ids)
        known = at < len(self.ids)
        known[known] = self.ids[at[known]] == ids[known]
        return at[known]

    def mask_of(self, ids: Rows) -> Mask:
        """Return which rows hold these document ids."""
        mask = np.zeros(len(self.ids), np.bool_)
        mask[self.rows_of(ids)] = True
        return mask

    def record(self, document_id: int) -> DocumentRecord | None:
        """Return a document, or None when the registry did not hold it when these were read."""
        return self._by_id.get(document_id)

    @cached_property
    def _by_id(self) -> dict[int, DocumentRecord]:
        return {record.id: record for record in self.records}

    @cached_property
    def issued(self) -> Rows:
        """Day of issue of each document as an ordinal; 0 when unknown."""
        return np.array([record.issued.toordinal() if record.issued else 0 for record in self.records], np.int64)

    @cached_property
    def newest_place(self) -> Rows:
        """Place of each document in the order newest first, unknown dates last; ties by number, then id."""
        order = sorted(
            range(len(self.records)),
            key=lambda row: (-int(self.issued[row]), self._number_key(row), int(self.ids[row])),
        )
        return _places(order)

    @cached_property
    def number_place(self) -> Rows:
        """Place of each document in the order of numbers: serial, year, the rest."""
        return _places(sorted(range(len(self.records)), key=lambda row: (self._number_key(row), int(self.ids[row]))))

    def _number_key(self, row: int) -> tuple[float, int, str]:
        parsed = parse_number(self.records[row].number)
        if parsed is None:
            return float("inf"), 0, self.records[row].number
        digits = parsed.serial.rstrip("abcdefghijklmnopqrstuvwxyzđ")
        return float(digits or 0), parsed.year or 0, parsed.canonical


def _places(order: Sequence[int]) -> Rows:
    places = np.zeros(len(order), np.int64)
    places[np.array(order, np.int64)] = np.arange(len(order))
    return places


def _programmes(record: DocumentRecord) -> Iterator[Value]:
    for tag in record.programmes:
        programme, component = vocabulary().programme(tag.code), vocabulary().component(tag.code)
        if programme:
            yield Value(programme.code, programme.short)
        if component:
            yield Value(component.code, component.name, component.parent or component.programme)
        elif programme is None:
            yield Value(tag.code, tag.code)


def _issuers(record: DocumentRecord) -> Iterator[Value]:
    """Yield who signed, and above a body that is no more the one that took over all its work, up to today's."""
    for body in issuers(record):
        if isinstance(body, Issuer):
            yield from _line(body)
        else:
            yield Value(key(body).replace(" ", "-"), body)


def _line(body: Issuer) -> Iterator[Value]:
    heirs = [vocabulary().issuer_by_code(each.to) for each in body.successors if not each.scope]
    heir = heirs[0] if len(heirs) == 1 else None
    yield Value(body.code, body.name, heir.code if heir else body.level)
    if heir:
        yield from _line(heir)


def _level(code: str) -> Value:
    known = vocabulary().level(code)
    return Value(code, known.label if known else code)


def _type(name: str) -> Value:
    known = vocabulary().type_by_name(name)
    return Value(known.code, known.name) if known else Value(key(name).replace(" ", "-"), name or "Chưa rõ loại")


def _year(record: DocumentRecord) -> Iterator[Value]:
    if record.issued:
        yield Value(str(record.issued.year), str(record.issued.year))


def _effect(state: str) -> Value:
    return Value(state, vocabulary().effect(state).label)


def _has_text(held: bool) -> Value:
    return Value(YES, "Có toàn văn") if held else Value(NO, "Chưa có toàn văn")
