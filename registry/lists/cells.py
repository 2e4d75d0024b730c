"""What a cell or a label's value says: dates, types, issuers, signers, as people really write them."""

import re
from datetime import date, datetime, timedelta
from typing import Final

from registry.document import Signer
from registry.text import nfc, squeeze
from registry.vocabulary import Issuer, key, vocabulary

_NOTHING: Final = frozenset(
    {"", "na", "n a", "khong", "khong co", "dang cap nhat", "null", "none", "chua ro", "chua co"}
)
_LOCAL: Final = re.compile(
    r"(?:ngày\s+)?(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})"
    r"(?:[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\s?(?:SA|CH|AM|PM))?)?",
    re.IGNORECASE,
)
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_WORDS: Final = re.compile(
    r"(?:[^\W\d][^\d,]{1,40},\s*)?(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE
)
_SHORT_YEAR: Final = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{2})")
_SERIAL: Final = re.compile(r"[2-5]\d{4}")
_SERIAL_ZERO: Final = date(1899, 12, 30)  # the day that spreadsheets count from, from March 1900 on
_OFFICE_WORDS: Final = (
    r"(?:(?:KT|TM|TL|TUQ|Q)\.\s*)?(?:Quyền\s+)?(?:Phó\s+)?"
    r"(?:Chủ tịch|PCT|CT|Chủ nhiệm|Chánh Văn phòng|Giám đốc|Thủ tướng|Bộ trưởng|Thứ trưởng|Tổng Thư ký|Bí thư"
    r"|Trưởng ban|Trưởng phòng|Cục trưởng|Chi cục trưởng)"
    r"(?:\s+Thường trực)?(?:\s+Chính phủ)?"
    r"(?:\s+(?:UBND|TTHĐND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân|Quốc hội))?"
    r"(?:\s+(?:tỉnh|thành phố|huyện|xã|phường))?"
)
_OFFICE: Final = re.compile(rf"(?P<office>{_OFFICE_WORDS})\s*[:,-]?\s+(?P<name>[^\W\d_].*)", re.IGNORECASE)
_OFFICE_BEHIND: Final = re.compile(
    rf"(?P<name>[^\W\d_][^,;()–-]*?)\s*(?:[,–-]\s*|\()(?P<office>{_OFFICE_WORDS}(?:\s[^()]*)?)\)?", re.IGNORECASE
)
_PERSON: Final = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+){1,5}")


def tidy(text: str) -> str:
    """Return a value on one line, composed, without the marks that spreadsheets and sites put around it."""
    return squeeze(nfc(text)).strip(" \u200b\ufeff")


def is_nothing(text: str) -> bool:
    """Tell whether a value only says that there is none ("N/A", "...", "Đang cập nhật")."""
    return key(text) in _NOTHING


def day(value: object) -> date | None:
    """Return the day that a value names, or None when it names none.

    Args:
        value: A date, or text: ``20/07/2022``, ``20-7-2022``, ``2022-07-20T00:00:00``, ``ngày 20 tháng 7 năm 2022``.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = tidy(str(value))
    for pattern, order in ((_LOCAL, (3, 2, 1)), (_ISO, (1, 2, 3)), (_WORDS, (3, 2, 1))):
        found = pattern.fullmatch(text)
        if found:
            return _real(*(int(found[at]) for at in order))
    return None


def likely_day(text: str) -> date | None:
    """Return the day that a value most likely names where :func:`day` is not certain, or None.

    Args:
        text: ``20/7/22`` (years of this century), or ``44762``, the number that a spreadsheet keeps for a day.
    """
    plain = tidy(text)
    short = _SHORT_YEAR.fullmatch(plain)
    if short:
        return _real(2000 + int(short[3]), int(short[2]), int(short[1]))
    return _SERIAL_ZERO + timedelta(days=int(plain)) if _SERIAL.fullmatch(plain) else None


def _real(year: int, month: int, of_month: int) -> date | None:
    try:
        found = date(year, month, of_month)
    except ValueError:
        return None
    return found if 1900 <= year <= 2100 else None


def type_name(text: str) -> str | None:
    """Return the vocabulary's name of a type, also where the issuer stands behind it, or None.

    Args:
        text: ``Quyết định``, ``Quyết định QPPL``, ``Nghị quyết của HĐND tỉnh``.
    """
    plain = tidy(text)
    known = vocabulary().type_by_name(plain)
    if known:
        return known.name
    wanted = key(plain)
    for name in vocabulary().type_names_longest_first:
        if wanted.startswith(key(name) + " "):
            found = vocabulary().type_by_name(name)
            return found.name if found else None
    return None


def placed_issuer(text: str, province: str | None) -> tuple[str, bool]:
    """Return an issuer's name with the province that its own register takes for granted, and whether it is certain.

    ``UBND Tỉnh`` in the register of Sơn La is ``UBND tỉnh Sơn La``; a national body, and one that names its province,
    stay as they are.

    Args:
        text: As written.
        province: Name of the province whose register or site it is, or None.
    """
    name = tidy(text)
    known = vocabulary().issuer_of_name(name)
    if known is not None and (known.place is not None or known.kind != "local" or known.level == "provincial"):
        return name, True
    for candidate in _candidates(name, known, province) if province else ():
        if vocabulary().issuer_of_name(candidate) is not None:
            return candidate, True
    return name, False


def _candidates(name: str, known: Issuer | None, province: str) -> tuple[str, ...]:
    found = vocabulary().province(province)
    unit = "thành phố" if found and found.kind == "city" else "tỉnh"
    place = found.name if found else re.sub(r"^(?:tỉnh|thành phố)\s+", "", tidy(province), flags=re.IGNORECASE)
    if known is not None:
        return (f"{name}, {unit} {place}",)
    bare = re.sub(r"\s*(?:tỉnh|thành phố)$", "", name, flags=re.IGNORECASE)
    return (f"{bare} {unit} {place}", f"{bare} {place}", f"{name}, {unit} {place}")


def signers(text: str) -> tuple[Signer, ...]:
    """Return who signed; names are separated by ``;``, line breaks or commas, an office may stand at either side.

    Args:
        text: ``Phó Chủ tịch UBND Nguyễn Văn A``, ``Nguyễn Văn A, Trần Thị B``, ``Nguyễn Văn A (Chủ tịch)``.
    """
    parts = [name for part in re.split(r"[;\n]", text) for name in _names(part)]
    return tuple(_signer(part) for part in parts if part.strip() and not is_nothing(part))


def _names(text: str) -> list[str]:
    """The names that commas or dashes part; a comma before an office parts nothing."""
    parts = [tidy(part) for part in re.split(r"[,/]|\s[-–]\s", text)]
    return parts if len(parts) > 1 and all(_is_person(_signer(part).name) for part in parts) else [text]


def _is_person(name: str) -> bool:
    """Tell whether a name can be that of a person: a few words, each with a capital, and no office."""
    office = re.match(_OFFICE_WORDS, name, re.IGNORECASE)
    return office is None and bool(_PERSON.fullmatch(name)) and all(word[0].isupper() for word in name.split())


def _signer(text: str) -> Signer:
    plain = tidy(text)
    found = _OFFICE.fullmatch(plain) or _OFFICE_BEHIND.fullmatch(plain)
    return Signer(found["name"].strip(), found["office"].strip()) if found else Signer(plain)
