"""A file on the desk as it is shown: its state in words, what was understood, doubts first, what may be corrected."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from registry.errors import BadRequest
from registry.ingest.desk_items import Item
from registry.ingest.understood import Understood
from registry.numbers import parse_number
from registry.records import DocumentRecord
from registry.text import squeeze
from registry.vocabulary import vocabulary
from web import addresses
from web.views import words
from web.views.documents import DocumentRow, row

BUSY = frozenset({"waiting", "reading"})
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """A header fact that may be corrected: ``read`` is what the machine read."""

    name: str
    label: str
    read: str
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class DeskView:
    """One file.

    Args:
        item: As kept.
        word: Its state.
        busy: True while it is read.
        understood: What was read, or None.
        fields: Header facts.
        document: Its document, when it is in the registry.
        same: Documents that already carry its number.
    """

    item: Item
    word: str
    busy: bool
    understood: Understood | None
    fields: tuple[Field, ...]
    document: DocumentRow | None
    same: tuple[DocumentRow, ...]


def state_words() -> dict[str, str]:
    """Return the Vietnamese name of every state."""
    return {
        "waiting": _("Chờ đọc"),
        "reading": _("Đang đọc"),
        "read": _("Chờ xác nhận"),
        "known": _("Đã có trong kho"),
        "refused": _("Bị từ chối"),
        "failed": _("Chưa đọc được"),
        "confirmed": _("Đã vào kho"),
    }


def view(
    item: Item, found: Understood | None, document: DocumentRecord | None, same: Iterable[DocumentRecord]
) -> DeskView:
    """Return a file as it is shown."""
    return DeskView(
        item,
        state_words()[item.state],
        item.state in BUSY,
        found,
        _fields(item, found) if found else (),
        row(document) if document else None,
        tuple(row(each) for each in same),
    )


def _fields(item: Item, found: Understood) -> tuple[Field, ...]:
    read = {
        "number": found.number,
        "type": found.type,
        "title": found.title,
        "issuers": "; ".join(found.issuers),
        "issued": found.issued.isoformat() if found.issued else "",
        "effective": found.effective.isoformat() if found.effective else "",
    }
    kinds = {"type": "choice", "title": "long", "issued": "date", "effective": "date"}
    return tuple(
        Field(name, label, read[name], item.corrections.get(name, read[name]), kinds.get(name, "text"))
        for name, label in labels().items()
    )


def labels() -> dict[str, str]:
    """Return the names of the facts that may be corrected."""
    return {
        "number": _("Số ký hiệu"),
        "type": _("Loại văn bản"),
        "title": _("Trích yếu"),
        "issuers": _("Cơ quan ban hành"),
        "issued": _("Ngày ban hành"),
        "effective": _("Ngày có hiệu lực"),
    }


def type_names() -> tuple[str, ...]:
    """Return the names of all types, as the vocabulary lists them."""
    return tuple(each.name for each in vocabulary().types)


def corrections(form: MultiDict[str, str], found: Understood) -> tuple[dict[str, Any], dict[str, str]]:
    """Read what a person changed: as values of a statement, and as written.

    Args:
        form: The form.
        found: What the machine read; a field that still says so is no correction.

    Raises:
        BadRequest: A value makes no sense.
    """
    values: dict[str, Any] = {}
    written: dict[str, str] = {}
    for field in _fields(Item("", "", 0, "", ""), found):
        told = squeeze(form.get(field.name, field.read))[:_LONGEST]
        if told != squeeze(field.read):
            values[field.name] = READERS[field.name](told)
            written[field.name] = told
    return values, written


def _number(told: str) -> str:
    found = parse_number(told)
    if found is None:
        raise _wrong("number", _("“%(told)s” không đọc được thành số ký hiệu.", told=told[:60]))
    return found.canonical


def _type(told: str) -> str:
    known = vocabulary().type_by_name(told)
    if known is None:
        raise _wrong("type", _("Không có loại văn bản “%(told)s”.", told=told[:60]))
    return known.name


def _title(told: str) -> str:
    if not told:
        raise _wrong("title", _("Trích yếu không được để trống khi sửa."))
    return told


def _issuers(told: str) -> tuple[str, ...]:
    names = tuple(name for name in map(squeeze, told.split(";")) if name)
    if not names:
        raise _wrong("issuers", _("Cơ quan ban hành không được để trống khi sửa."))
    return names


def day_reader(name: str) -> Callable[[str], date]:
    """Return what reads the day of a field."""
    return lambda told: addresses.parse_day(told, name)


READERS: Mapping[str, Callable[[str], Any]] = {
    "number": _number,
    "type": _type,
    "title": _title,
    "issuers": _issuers,
    "issued": day_reader("issued"),
    "effective": day_reader("effective"),
}


def _wrong(field: str, message: str) -> BadRequest:
    return BadRequest("bad-correction", message, hint=_("Quay lại, sửa ô đó rồi gửi lại."), field=field)


def programme_names(codes: Iterable[str]) -> str:
    """Return the names of programmes, for a list in a sentence."""
    return "; ".join(words.programme_short(code) for code in codes)
