"""Names of local bodies: "UBND xã Bum Tở, huyện Mường Tè, tỉnh Lai Châu" -> a canonical issuer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from registry.text import fold, is_capitals, nfc, place_tones, sentence_case, squeeze
from registry.vocabulary.keys import key, slug
from registry.vocabulary.values import Issuer, LocalBody, Province, Succession

_LEVEL_OF_UNIT: Final = {
    "tỉnh": "provincial",
    "thành phố": "provincial",
    "huyện": "district",
    "quận": "district",
    "thị xã": "district",
    "xã": "commune",
    "phường": "commune",
    "thị trấn": "commune",
    "đặc khu": "commune",
}
_SHORT_UNITS: Final = {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn"}
_UNIT_OF_KEY: Final = {key(unit): unit for unit in _LEVEL_OF_UNIT} | _SHORT_UNITS
# "xã hội" and "Tỉnh ủy" are not units of government.
_MARKED: Final = re.compile(
    r"(?<!\w)(?:tỉnh(?!\s+ủy)|thành phố|tp\.?(?=\s)|huyện(?!\s+ủy)|quận|thị xã|thị trấn|xã(?!\s+hội)|phường"
    r"|đặc khu)(?!\w)",
    re.IGNORECASE,
)
_FOLDED: Final = re.compile(
    r"(?<!\w)(?:tinh(?!\s+uy)|thanh pho|tp\.?(?=\s)|huyen(?!\s+uy)|quan|thi xa|thi tran|xa(?!\s+hoi)|phuong"
    r"|dac khu)(?!\w)"
)
# Whoever signs for a body is the body.
_OFFICE: Final = re.compile(r"^(?:phó\s+)?(?:giám đốc|trưởng phòng|chi cục trưởng|cục trưởng)\s+(?=\w)", re.IGNORECASE)
# First words of local bodies that the vocabulary does not list one by one.
_OPEN_BODIES: Final = re.compile(
    r"(?:sở|ban|phòng|chi cục|cục|trung tâm|thanh tra|công an|bộ chỉ huy|tòa án nhân dân|viện kiểm sát nhân dân"
    r"|đoàn đại biểu quốc hội|văn phòng|hội|liên minh|ủy ban mặt trận tổ quốc|bảo hiểm xã hội|kho bạc nhà nước)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit of government in a name: its kind ("xã") and its own name."""

    kind: str
    name: str


class LocalNames:
    """Reads names of local bodies with the help of the vocabulary's bodies and provinces."""

    def __init__(self, bodies: Iterable[LocalBody], provinces: Iterable[Province], merger: Succession) -> None:
        """Index the vocabulary.

        Args:
            bodies: Kinds of local bodies.
            provinces: All provinces, past and present.
            merger: Day and sources of the merger of provinces.
        """
        self._bodies = {key(name): body for body in bodies for name in (body.name, *body.names)}
        self._bare = {name: body for name, body in self._bodies.items() if body.bare}
        self._by_code = {body.code: body for body in self._bodies.values()}
        self._provinces = {key(name): p for p in provinces for name in (p.name, *p.names)}
        self._province_codes = {province.code: province for province in self._provinces.values()}
        self._merger = merger

    def province(self, name: str) -> Province | None:
        """Return the province of that name ("Lai Châu" or "tỉnh Lai Châu"), in any spelling.

        Args:
            name: With or without "tỉnh", "thành phố".
        """
        return self._provinces.get(re.sub(r"^(?:tinh|thanh pho|tp) ", "", key(name)))

    def read(self, text: str) -> Issuer | None:
        """Return the local body that a name stands for, or None when it names no body or no place.

        Args:
            text: As printed, in any casing; without diacritics as well.
        """
        line = _OFFICE.sub("", place_tones(squeeze(nfc(text))).strip(" ,.;:-"))
        return self._read_bare(line) or self._read_units(line)

    def of_code(self, code: str) -> Issuer | None:
        """Return the provincial body of a code such as ``ubnd-lai-chau``, or None.

        Args:
            code: As :meth:`read` makes them for the provincial level.
        """
        for prefix, body in self._by_code.items():
            province = self._province_codes.get(code.removeprefix(prefix + "-"))
            if province and code.startswith(prefix + "-"):
                return self._of_province(body, province)
        return None

    def _of_province(self, body: LocalBody, province: Province) -> Issuer:
        unit = "thành phố" if province.kind == "city" else "tỉnh"
        name = f"{body.name} {province.name}" if body.bare else f"{body.name} {unit} {province.name}"
        level = body.level or "provincial"
        code = f"{body.code}-{province.code}"
        return Issuer(
            code, name, level, "local", body.numbers, (), self._successors(body.code, province), province.code
        )

    def _successors(self, body: str, province: Province) -> tuple[Succession, ...]:
        if province.into is None:
            return ()
        return (Succession(f"{body}-{province.into}", self._merger.since, "", self._merger.sources),)

    def _read_bare(self, line: str) -> Issuer | None:
        words = line.split()
        body = self._bare.get(key(" ".join(words[:2])))
        if body is None or len(words) < 3:
            return None
        place = " ".join(words[2:])
        province = self.province(place)
        if province:
            return self._of_province(body, province)
        name = _proper(place)
        return Issuer(
            f"{body.code}-{slug(name)}", f"{body.name} {name}", body.level or body.levels[0], "local", body.numbers
        )

    def _read_units(self, line: str) -> Issuer | None:
        starts = _unit_starts(line)
        if not starts or starts[0].start() == 0:
            return self._read_without_unit(line)
        units = _units(line, starts)
        head = line[: starts[0].start()].strip(" ,-")
        if not units:
            return None
        body = self._bodies.get(key(head))
        if body:
            return self._make(body.code, body.name, body, units)
        if _OPEN_BODIES.match(head + " "):
            return self._make(slug(head), _sentence(head), None, units)
        return None

    def _read_without_unit(self, line: str) -> Issuer | None:
        """Read "Sở Tài chính Lai Châu": the place is a province that ends the line."""
        words = line.split()
        for size in (2, 3, 4, 5, 1):
            province = self.province(" ".join(words[-size:]))
            body = self._bodies.get(key(" ".join(words[:-size])))
            if province and body:
                return self._of_province(body, province)
        return None

    def _make(self, code: str, name: str, body: LocalBody | None, units: list[_Unit]) -> Issuer:
        province = self._province_of(units)
        own_level = body.level if body else None
        level = own_level or self._level(units)
        if level in ("provincial", own_level) and province and len(units) == 1:
            made = self._of_province(body, province) if body else None
            return made or self._open(code, name, level, province, units)
        numbers = body.numbers if body else ()
        parts = ", ".join(f"{unit.kind} {unit.name}" for unit in units)
        tail = "-".join(slug(f"{unit.kind} {unit.name}") for unit in units[:1])
        above = f"-{province.code}" if province and len(units) > 1 else ""
        return Issuer(
            f"{code}-{tail}{above}",
            f"{name} {parts}",
            level,
            "local",
            numbers,
            (),
            (),
            province.code if province else None,
        )

    def _open(self, code: str, name: str, level: str, province: Province, units: list[_Unit]) -> Issuer:
        full = f"{name} {units[0].kind} {province.name}"
        return Issuer(
            f"{code}-{province.code}", full, level, "local", (), (), self._successors(code, province), province.code
        )

    def _province_of(self, units: list[_Unit]) -> Province | None:
        last = units[-1]
        if last.kind not in ("tỉnh", "thành phố"):
            return None
        province = self.province(last.name)
        city_named_after_it = province and last.kind == "thành phố" and province.kind != "city"
        return None if city_named_after_it else province

    def _level(self, units: list[_Unit]) -> str:
        first = units[0]
        if first.kind != "thành phố":
            return _LEVEL_OF_UNIT[first.kind]
        is_central = len(units) == 1 and self._province_of(units) is not None
        return "provincial" if is_central else "district"


def _unit_starts(line: str) -> list[re.Match[str]]:
    folded = fold(line)
    pattern, haystack = (_FOLDED, folded) if folded == line.lower() else (_MARKED, line)
    return list(pattern.finditer(haystack))


def _units(line: str, starts: list[re.Match[str]]) -> list[_Unit]:
    ends = [*(start.start() for start in starts[1:]), len(line)]
    pieces = ((start, line[start.end() : end].strip(" ,-.")) for start, end in zip(starts, ends, strict=True))
    return [_Unit(_UNIT_OF_KEY[key(start[0])], _proper(name)) for start, name in pieces if name]


def _proper(name: str) -> str:
    """Return the name of a place with capitals: known syllables in capitals or lower case become "Hư Cấu"."""
    if is_capitals(name) or name == name.lower():
        return " ".join(word[:1].upper() + word[1:].lower() for word in name.split())
    return name


def _sentence(name: str) -> str:
    cased = sentence_case(name)
    return cased[:1].upper() + cased[1:]
