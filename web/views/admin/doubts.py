"""Doubts as a work list: where each stands, the words it is about, what was decided."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from flask_babel import gettext as _

from registry.issues import MESSAGES
from registry.records import DocumentText
from registry.review import SETTLED, Doubt, Settlement, Work
from web import addresses
from web.views import words
from web.views.contents import label_chain
from web.views.documents import DocumentRow, row
from web.views.snippets import Run, runs

_FIELD: Final = re.compile(r"\{[^}]*\}")
_AROUND = 90  # characters of text shown on each side of the doubtful ones
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class DoubtView:
    """One doubt.

    Args:
        key: As forms send it.
        message: What is doubtful.
        code: Its kind.
        document: That it concerns.
        url: The place in the text, or the document.
        place: Name of the provision it stands in; may be empty.
        excerpt: The words around it, the doubtful ones marked; may be empty.
        state: ``open``, ``done`` or ``not_fault``.
        word: The state in words.
        note: What the person wrote who decided.
        person: Who decided.
        decided: When.
    """

    key: str
    message: str
    code: str
    document: DocumentRow
    url: str
    place: str
    excerpt: tuple[Run, ...]
    state: str
    word: str
    note: str = ""
    person: str = ""
    decided: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    label: str
    count: int
    url: str
    chosen: bool


def key_of(doubt: Doubt) -> str:
    """Return a doubt as forms and the audit trail name it."""
    return f"{doubt.document_id}:{doubt.code}:{doubt.mark}"


def read_key(written: str) -> Doubt | None:
    """Return the doubt that a form names, or None when it names none."""
    parts = written.split(":")
    if len(parts) != 3 or not (parts[0].isascii() and parts[0].isdigit()):
        return None
    return Doubt(int(parts[0][:18]), parts[1][:100], parts[2][:64])


def state_words() -> dict[str, str]:
    """Return the name of every state of a doubt."""
    return {"open": _("Chưa xử lý"), **SETTLED}


def view(work: Work, text: DocumentText | None) -> DoubtView:
    """Return a doubt as it is shown.

    Args:
        work: As kept.
        text: Text of its document, when it is held.
    """
    place, url, excerpt = "", addresses.document(work.document.slug), tuple[Run, ...]()
    if text is not None and work.issue.start is not None and work.stage == "reading":
        place, url = _place(work, text)
        excerpt = _excerpt(text.text, work.issue.start, work.issue.end or work.issue.start)
    state = work.settlement.state if work.settlement else "open"
    made = DoubtView(
        key_of(work.doubt), work.issue.message, work.issue.code, row(work.document), url, place, excerpt, state,
        state_words()[state],
    )  # fmt: skip
    said = work.settlement
    return replace(made, note=said.note, person=said.person, decided=said.decided) if said else made


def choices(counts: Mapping[str, int], chosen: str, wanted: Mapping[str, str], name: str) -> tuple[Choice, ...]:
    """Return the values of one filter with the counts beside them; a chosen one leads back to all.

    Args:
        counts: Doubts by value.
        chosen: Value that is filtered by.
        wanted: The whole query, by parameter.
        name: Parameter of this filter.
    """
    return tuple(
        Choice(_label(name, value), count, address({**wanted, name: _other(name, value, chosen)}), value == chosen)
        for value, count in counts.items()
    )


def _label(name: str, value: str) -> str:
    if name == "chuong-trinh":
        return words.programme(value)
    return code_words(value) if name == "ma" else state_words()[value]


def _other(name: str, value: str, chosen: str) -> str:
    """The state is always one of them; another chosen value leads back to all."""
    return value if name == "trang-thai" or value != chosen else ""


def code_words(code: str) -> str:
    """Return what doubts of a kind say, with dots for what differs from one to the next."""
    return _FIELD.sub("…", MESSAGES[code]) if code in MESSAGES else code


def address(wanted: Mapping[str, str]) -> str:
    """Return the address of a work list; open doubts of every kind are its default."""
    kept = {name: value for name, value in wanted.items() if (name, value) != ("trang-thai", "open")}
    return addresses.doubts(**{name.replace("-", "_"): value for name, value in kept.items()})


def as_json(settlement: Settlement | None) -> dict[str, Any] | None:
    """Return what was decided as the audit trail keeps it."""
    if settlement is None:
        return None
    return {
        "state": settlement.state, "note": settlement.note, "person": settlement.person,
        "decided": settlement.decided.isoformat(timespec="seconds"),
    }  # fmt: skip


def from_json(told: Mapping[str, Any] | None) -> Settlement | None:
    """Return what the audit trail says was decided."""
    if told is None:
        return None
    return Settlement(told["state"], told["note"], told["person"], datetime.fromisoformat(told["decided"]))


def _place(work: Work, text: DocumentText) -> tuple[str, str]:
    start = work.issue.start or 0
    around = [each for each in text.provisions if each.start <= start < each.end]
    inner = max(around, key=lambda each: each.start, default=None)
    if inner is None:
        return "", addresses.document(work.document.slug)
    return label_chain(text.provisions, inner.id), addresses.document(work.document.slug, inner.id)


def _excerpt(text: str, start: int, end: int) -> tuple[Run, ...]:
    end = min(end, start + _LONGEST)
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    first = text.find(" ", first, start) + 1 or start if first else 0
    last = text.rfind(" ", end, last) if last < len(text) and text.rfind(" ", end, last) > 0 else last
    piece = text[first:last].replace("\n", " ")
    return runs(piece, [(start - first, end - first)])
