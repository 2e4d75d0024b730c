"""The vocabulary's overlay as a form: what is written, what it means, what it would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from registry.records import DocumentRecord
from registry.schema import Problem
from registry.store.naming import Reread
from registry.text import squeeze
from registry.vocabulary.overlay import SECTIONS, Overlay
from web import addresses
from web.views import words

_LONGEST: Final = 100_000
_YAML: Final = frozenset({"issuers", "programmes"})
SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the form."""

    name: str
    label: str
    help: str
    value: str
    problems: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A document that would be read differently."""

    number: str
    title: str
    url: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Searched:
    """A search that would be read differently: documents found before and after."""

    query: str
    before: int
    after: int
    url: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an overlay would change."""

    documents: int
    changed: tuple[Changed, ...]
    searches: tuple[Searched, ...]
    rebuild: bool


def sections(
    overlay: Overlay, problems: Iterable[Problem] = (), written: Mapping[str, str] | None = None
) -> list[Section]:
    """Return the form of an overlay.

    Args:
        overlay: Plain values.
        problems: What is wrong, told at the section it is in.
        written: What was typed, kept where it has faults.
    """
    told: dict[str, list[str]] = {}
    for problem in problems:
        told.setdefault(problem.place.partition(".")[0], []).append(f"{problem.place}: {problem.message}")
    made = []
    for name, (label, help_) in _labels().items():
        value = written[name] if written is not None else _shown(name, overlay.get(name))
        made.append(Section(name, label, help_, value, tuple(told.get(name, ())), 8 if name in _YAML else 4))
    return made


def read(form: MultiDict[str, str]) -> tuple[dict[str, Any], tuple[Problem, ...], dict[str, str]]:
    """Return the overlay that a form tells, what cannot be read in it, and what was typed."""
    written = {name: form.get(name, "")[:_LONGEST].replace("\r\n", "\n") for name in SECTIONS}
    overlay: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, text in written.items():
        value, found = _read_yaml(name, text) if name in _YAML else _read_lines(name, text)
        problems += found
        if value:
            overlay[name] = value
    return overlay, tuple(problems), written


def terms(before: Overlay, after: Overlay) -> tuple[str, ...]:
    """Return the words whose meaning in a search differs between two overlays."""
    old, new = _meanings(before), _meanings(after)
    changed = [meaning for meaning in (*new, *old) if (meaning in new) != (meaning in old)]
    return tuple(dict.fromkeys(term for meaning in changed for term in meaning if term))


def changed(found: Sequence[Reread], records: Mapping[int, DocumentRecord]) -> tuple[Changed, ...]:
    """Return the documents that would be read differently, as they are shown."""
    fields = {"issuer": _("Cơ quan ban hành"), "programmes": _("Chương trình"), "relation": _("Quan hệ tới văn bản")}
    return tuple(
        Changed(
            records[each.document_id].number,
            records[each.document_id].title,
            addresses.document(records[each.document_id].slug),
            fields[each.field],
            _told(each.field, each.before),
            _told(each.field, each.after),
        )
        for each in found[:SHOWN]
        if each.document_id in records
    )


def _told(field: str, told: str) -> str:
    if field == "programmes":
        return _codes(told)
    return told or (_("chưa liên kết") if field == "relation" else "")


def _codes(told: str) -> str:
    return "; ".join(words.programme(code) for code in told.split(", ") if code) or _("không có")


def _meanings(overlay: Overlay) -> list[tuple[str, ...]]:
    short = [(key, value) for key, value in (overlay.get("abbreviations") or {}).items()]
    return [*short, *(tuple(group) for group in overlay.get("synonyms") or ())]


def _read_lines(name: str, text: str) -> tuple[Any, list[Problem]]:
    lines = [line for line in map(squeeze, text.split("\n")) if line]
    if name == "synonyms":
        return [_parts(line) for line in lines], []
    lacking = [Problem(name, _("dòng “%(line)s” thiếu dấu =", line=line[:40])) for line in lines if "=" not in line]
    pairs = [line.partition("=") for line in lines if "=" in line]
    if name == "abbreviations":
        return {key.strip(): value.strip() for key, _sign, value in pairs}, lacking
    return {key.strip(): _parts(value) for key, _sign, value in pairs}, lacking


def _parts(written: str) -> list[str]:
    return [part for part in map(squeeze, written.split(";")) if part]


def _read_yaml(name: str, text: str) -> tuple[Any, list[Problem]]:
    try:
        return yaml.safe_load(text) if text.strip() else None, []
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = _(" ở dòng %(line)s", line=mark.line + 1) if mark else ""
        return None, [Problem(name, _("không phải YAML hợp lệ%(line)s", line=line))]


def _shown(name: str, value: Any) -> str:
    if not value:
        return ""
    if name == "abbreviations":
        return "\n".join(f"{short} = {meaning}" for short, meaning in value.items())
    if name == "synonyms":
        return "\n".join("; ".join(group) for group in value)
    if name == "places":
        return "\n".join(f"{code} = {'; '.join(names)}" for code, names in value.items())
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100))


def _labels() -> dict[str, tuple[str, str]]:
    return {
        "abbreviations": (
            _("Chữ viết tắt"),
            _("Mỗi dòng: CHỮ TẮT = nghĩa đầy đủ. Để trống vế phải thì bỏ chữ tắt có sẵn."),
        ),
        "synonyms": (_("Từ thay được cho nhau"), _("Mỗi dòng một nhóm, cách nhau bằng dấu chấm phẩy.")),
        "places": (_("Tên khác của tỉnh"), _("Mỗi dòng: mã tỉnh = tên khác; tên khác. Ví dụ: lai-chau = Lai Chau.")),
        "issuers": (
            _("Cơ quan ban hành (YAML)"),
            _("Mã có sẵn thì sửa: names và numbers được thêm vào, successors nối thêm. Mã mới cần name, level, kind."),
        ),
        "programmes": (
            _("Chương trình (YAML)"),
            _("Sửa chương trình có sẵn theo code: name, short; phrases, title_phrases được thêm vào."),
        ),
    }
