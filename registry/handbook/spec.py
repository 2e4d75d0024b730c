"""What an editor writes down to get a handbook: facts of the edition and a list of references."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from data import read_yaml
from registry.errors import BadRequest
from registry.handbook.content import Paper

_BOOK_KEYS: Final = frozenset(
    {"title", "department", "edition", "as_at", "printed", "paper", "approved_by", "contact", "parts", "documents"}
)
_PART_KEYS: Final = frozenset({"title", "note", "documents"})
_REFERENCE_KEYS: Final = frozenset({"document", "provisions"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A document, whole or some of its provisions.

    Args:
        document: Its number or its slug.
        provisions: Addresses such as ``d5`` or ``d5.k2``; none means the whole document.
    """

    document: str
    provisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartSpec:
    """A divider with its title, an optional note, and what stands behind it."""

    title: str
    references: tuple[Reference, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandbookSpec:
    """The plan of a handbook.

    Args:
        title: On the cover.
        department: Who issues it.
        as_at: The law is given as it stands on this day.
        parts: Dividers in order.
        references: Documents without a divider of their own; they are put behind dividers by programme.
        edition: Name of the edition.
        printed: Date of the edition; the day of ``as_at`` when not given, so that a rebuild gives the same bytes.
        paper: ``a4`` or ``a5``.
        approved_by: Who approved it.
        contact: Where to report an error.
    """

    title: str
    department: str
    as_at: date
    parts: tuple[PartSpec, ...] = ()
    references: tuple[Reference, ...] = ()
    edition: str = ""
    printed: date | None = None
    paper: Paper = "a4"
    approved_by: str = ""
    contact: str = ""


def read_spec(path: Path) -> HandbookSpec:
    """Read a specification from a YAML or JSON file.

    Raises:
        BadRequest: The file cannot be read, or a field is missing, unknown or of the wrong kind.
    """
    try:
        data = read_yaml(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        message = f"Không đọc được tệp mô tả sổ tay {path.name}: {error}"
        raise BadRequest("handbook-spec-unreadable", message, hint="Tệp phải là YAML hoặc JSON, mã UTF-8.") from error
    return parse_spec(data)


def parse_spec(data: object) -> HandbookSpec:
    """Make a specification from plain data.

    Raises:
        BadRequest: A field is missing, unknown or of the wrong kind; ``field`` names it.
    """
    fields = _mapping(data, "sổ tay", _BOOK_KEYS)
    spec = HandbookSpec(
        title=_text(fields, "title", required=True),
        department=_text(fields, "department", required=True),
        as_at=_day(fields, "as_at") or _missing("as_at"),
        parts=tuple(_part(part) for part in _items(fields, "parts")),
        references=tuple(_reference(item) for item in _items(fields, "documents")),
        edition=_text(fields, "edition"),
        printed=_day(fields, "printed"),
        paper=_paper(fields),
        approved_by=_text(fields, "approved_by"),
        contact=_text(fields, "contact"),
    )
    if not spec.references and not any(part.references for part in spec.parts):
        raise _wrong("documents", "Sổ tay chưa có văn bản nào.", "Liệt kê số ký hiệu ở documents hoặc parts.")
    return spec


def _part(data: object) -> PartSpec:
    fields = _mapping(data, "parts", _PART_KEYS)
    references = tuple(_reference(item) for item in _items(fields, "documents"))
    return PartSpec(_text(fields, "title", required=True), references, _text(fields, "note"))


def _reference(item: object) -> Reference:
    """Accept ``27/2022/NĐ-CP``, ``27/2022/NĐ-CP#d5`` and ``{document: …, provisions: [d5, d6.k2]}``."""
    if isinstance(item, str) and item.strip():
        document, _, provision = item.strip().partition("#")
        return Reference(document.strip(), (provision.strip(),) if provision.strip() else ())
    fields = _mapping(item, "documents", _REFERENCE_KEYS)
    provisions = tuple(str(provision) for provision in _items(fields, "provisions"))
    return Reference(_text(fields, "document", required=True), provisions)


def _mapping(data: object, where: str, allowed: Iterable[str]) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise _wrong(where, f"Mục “{where}” phải gồm các cặp tên: giá trị.", "Xem ví dụ trong tài liệu về sổ tay.")
    unknown = sorted(str(key) for key in data if key not in set(allowed))
    if unknown:
        raise _wrong(unknown[0], f"Không có trường “{unknown[0]}” trong mục “{where}”.", _names(allowed))
    return data


def _items(fields: Mapping[str, Any], name: str) -> list[object]:
    value = fields.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise _wrong(name, f"Trường “{name}” phải là một danh sách.", "Mỗi mục một dòng, bắt đầu bằng dấu gạch.")
    return value


def _text(fields: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    value = fields.get(name)
    if value is None:
        return _missing(name) if required else ""
    if not isinstance(value, str) or (required and not value.strip()):
        raise _wrong(name, f"Trường “{name}” phải là chữ.", "Đặt giá trị trong dấu nháy kép.")
    return value.strip()


def _day(fields: Mapping[str, Any], name: str) -> date | None:
    value = fields.get(name)
    if value is None or type(value) is date:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise _wrong(name, f"Trường “{name}” không phải là ngày: {value}.", "Viết theo mẫu 2026-06-30.") from error


def _paper(fields: Mapping[str, Any]) -> Paper:
    match str(fields.get("paper", "a4")).lower():
        case "a4":
            return "a4"
        case "a5":
            return "a5"
        case other:
            raise _wrong("paper", f"Không in được khổ giấy “{other}”.", "Chọn a4 hoặc a5.")


def _missing(name: str) -> Any:
    raise _wrong(name, f"Thiếu trường “{name}”.", "Bổ sung trường này vào tệp mô tả sổ tay.")


def _names(allowed: Iterable[str]) -> str:
    return f"Các trường được dùng: {', '.join(sorted(allowed))}."


def _wrong(field: str, message: str, hint: str) -> BadRequest:
    return BadRequest("handbook-spec-wrong", message, hint=hint, field=field)
