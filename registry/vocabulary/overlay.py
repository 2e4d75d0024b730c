"""What a province adds to the shipped vocabulary: one YAML file, merged into the files of data/vocabulary.

::

    abbreviations: {BCĐXD: Ban chỉ đạo xây dựng}          added or changed; an empty meaning takes a shipped one out
    synonyms: [[nhà văn hóa, nhà sinh hoạt cộng đồng]]    further groups
    issuers: [{code: bnv, names: [Bộ Nội vụ và Lao động]}]  a known code is changed (lists are added to), others are new
    places: {lai-chau: [Lai Châu cũ]}                     further names of provinces
    programmes: [{code: NTM, short: Nông thôn mới, phrases: [...]}]   a known programme is changed

The merged files have to fit the schemas of the shipped ones.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from registry.schema import Problem, problems
from registry.vocabulary import load

SECTIONS: Final = ("abbreviations", "synonyms", "issuers", "places", "programmes")
Overlay = Mapping[str, Any]


def merged(name: str, overlay: Overlay) -> dict[str, Any]:
    """Return one vocabulary file with what the overlay adds to it.

    Args:
        name: File name without its ending.
        overlay: As described above; its sections have been checked by :func:`faults`.
    """
    shipped, given = load.shipped(name), overlay.get(name)
    if not given or name not in SECTIONS:
        return shipped
    if name == "abbreviations":
        both = shipped[name] | given
        return {name: {short: meaning for short, meaning in both.items() if meaning}}
    if name == "synonyms":
        return shipped | {name: [*shipped[name], *given]}
    if name == "places":
        names = shipped["province_names"]
        return shipped | {"province_names": names | {code: _joined(names.get(code), given[code]) for code in given}}
    return shipped | {name: _by_code(shipped[name], given)}


def faults(overlay: Any) -> tuple[Problem, ...]:
    """Return everything that keeps an overlay from being used, in Vietnamese.

    Args:
        overlay: Plain values, as YAML gives them.
    """
    if not isinstance(overlay, dict):
        return (Problem("", "phải là các mục dạng “tên: giá trị”"),)
    found = [Problem(str(name), "không có mục nào tên như vậy") for name in overlay if name not in SECTIONS]
    found += _shapes(overlay)
    if found:
        return tuple(found)
    for name in SECTIONS:
        if overlay.get(name):
            found += [_named(overlay, name, problem) for problem in problems(name, _plain(merged(name, overlay)))]
    return tuple(found) or tuple(_loose_ends(overlay))


def _by_code(shipped: list[dict[str, Any]], given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    changes = {row["code"]: row for row in given}
    known = {row["code"] for row in shipped}
    changed = [_changed(row, changes.get(row["code"], {})) for row in shipped]
    return [*changed, *(row for row in given if row["code"] not in known)]


def _changed(row: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    return row | {
        name: _joined(row.get(name), value) if isinstance(value, list) else value for name, value in change.items()
    }


def _joined(before: list[Any] | None, more: list[Any]) -> list[Any]:
    return [*(before or ()), *(each for each in more if each not in (before or ()))]


def _shapes(overlay: dict[str, Any]) -> list[Problem]:
    """What would keep the sections from being merged at all."""
    found: list[Problem] = []
    for name in ("abbreviations", "places"):
        rows = overlay.get(name) or {}
        if not isinstance(rows, dict) or any(not isinstance(key, str) for key in rows):
            found.append(Problem(name, "phải là các mục dạng “tên: giá trị”"))
        elif name == "places":
            found += [Problem(f"{name}.{key}", "phải là danh sách") for key, row in rows.items() if not _is_list(row)]
    for name in ("synonyms", "issuers", "programmes"):
        rows = overlay.get(name) or []
        if not isinstance(rows, list):
            found.append(Problem(name, "phải là danh sách"))
        elif name != "synonyms":
            lacking = (at for at, row in enumerate(rows) if not isinstance(row, dict) or "code" not in row)
            found += [Problem(f"{name}.{at}.code", "còn thiếu") for at in lacking]
    return found


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _named(overlay: dict[str, Any], name: str, problem: Problem) -> Problem:
    """Name the place by code, because the number of a merged row means nothing to the writer."""
    parts = problem.place.split(".")
    rows = merged(name, overlay).get(name)
    if len(parts) > 1 and parts[0] == name and isinstance(rows, list) and isinstance(rows[int(parts[1])], dict):
        parts[1] = str(rows[int(parts[1])].get("code", parts[1]))
    return Problem(".".join(parts), problem.message)


def _plain(value: Any) -> Any:
    """Return values as JSON has them: YAML reads days as days, the schemas see them as they are written."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _loose_ends(overlay: dict[str, Any]) -> list[Problem]:
    found: list[Problem] = []
    issuers = merged("issuers", overlay)["issuers"]
    known = {row["code"] for row in issuers}
    owners: dict[str, str] = {}
    for row in issuers:
        for step in row.get("successors") or ():
            if step["to"] not in known:
                found.append(Problem(f"issuers.{row['code']}.successors", f"không có cơ quan nào mã “{step['to']}”"))
        for short in row.get("numbers") or ():
            owner = owners.setdefault(short.casefold(), row["code"])
            if owner != row["code"]:
                found.append(Problem(f"issuers.{row['code']}.numbers", f"chữ “{short}” đã thuộc cơ quan {owner}"))
    provinces = {row["code"] for row in load.shipped("places")["provinces"]}
    found += [Problem(f"places.{code}", "không có tỉnh nào mã như vậy") for code in overlay.get("places") or {}
              if code not in provinces]  # fmt: skip
    programmes = {row["code"] for row in load.shipped("programmes")["programmes"]}
    found += [Problem(f"programmes.{row['code']}", "chưa có chương trình này; chỉ sửa được chương trình có sẵn")
              for row in overlay.get("programmes") or [] if row["code"] not in programmes]  # fmt: skip
    return found
