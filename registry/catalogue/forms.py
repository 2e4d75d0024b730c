"""Files of catalogue rows: JSONL, YAML and CSV, read and written without loss.

A reader turns a file into numbered plain rows; :mod:`registry.catalogue.rows` does the rest. Other kinds of lists
(a province's own register with columns of its own) are other readers in :data:`READERS`.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Final

import yaml

import data
from registry.catalogue.rows import Row, row
from registry.catalogue.values import CatalogueEntry
from registry.errors import InputRefused

Numbered = tuple[int, Row | str]  # a row, or the reason why it is none
_DATES: Final = ("issued", "effective", "expired", "recorded")
_LISTS: Final = ("programmes", "sources")
_RELATION_JOINT: Final = " -> "
COLUMNS: Final = (
    "number", "type", "issuer", "level", "title", "issued", "effective", "expired", "status", "signer", "programmes",
    "relations", "verified", "notes", "sources", "recorded", "statements",
)  # fmt: skip


def read_jsonl(text: str) -> Iterator[Numbered]:
    """Read one JSON object a line; empty lines are skipped."""
    for line, content in enumerate(text.splitlines(), start=1):
        if content.strip():
            yield line, _json_row(content)


def _json_row(content: str) -> Row | str:
    try:
        loaded = json.loads(content)
    except (ValueError, RecursionError):
        return "không phải JSON hợp lệ"
    return loaded if isinstance(loaded, dict) else "không phải một đối tượng JSON"


def read_yaml(text: str) -> Iterator[Numbered]:
    """Read the list under ``documents``; ``recorded`` beside it is the day of rows that carry none.

    Raises:
        InputRefused: The file is no YAML or has no such list.
    """
    try:
        loaded = data.read_yaml(text)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _refused(f"tệp YAML sai cú pháp{f' ở dòng {mark.line + 1}' if mark else ''}") from error
    if not isinstance(loaded, dict) or not isinstance(loaded.get("documents"), list):
        raise _refused("tệp YAML không có danh sách “documents”")
    recorded = {"recorded": loaded["recorded"]} if "recorded" in loaded else {}
    for place, item in enumerate(loaded["documents"], start=1):
        yield place, {**recorded, **item} if isinstance(item, dict) else "không phải một mục có tên trường"


def read_csv(text: str) -> Iterator[Numbered]:
    """Read a table whose first line names the columns (:data:`COLUMNS`).

    Lists are separated by ``;`` or line breaks, a relation is ``verb -> number``.

    Raises:
        InputRefused: The header lacks the column ``number``.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    if "number" not in (reader.fieldnames or ()):
        raise InputRefused(
            "catalogue-unreadable",
            "Không đọc được danh mục: tệp CSV không có cột “number” ở dòng đầu.",
            hint="Sổ có tên cột riêng thì dùng: vanban list import TỆP.",
        )
    try:
        for cells in reader:
            yield reader.line_num, _csv_row(cells)
    except csv.Error as error:
        raise _refused(f"tệp CSV không đọc được ở dòng {reader.line_num}") from error


def _csv_row(cells: dict[str | Any, str | Any]) -> Row | str:
    if None in cells:
        return "có nhiều ô hơn số cột"
    values: Row = {name: (cell or "").strip() for name, cell in cells.items()}
    for name in _LISTS:
        values[name] = _pieces(values.get(name, ""))
    relations = [_relation(piece) for piece in _pieces(values.get("relations", ""))]
    statements = _json_row(f'{{"list": {values.get("statements") or "[]"}}}')
    if isinstance(statements, str):
        return "cột “statements” không phải JSON hợp lệ"
    verified = values.get("verified", "").lower() not in ("false", "0", "no", "không", "sai")
    return {**values, "relations": relations, "statements": statements["list"], "verified": verified}


def _pieces(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.replace("\n", ";").split(";") if piece.strip()]


def _relation(piece: str) -> Row:
    verb, _, target = piece.partition(_RELATION_JOINT.strip())
    number, _, provision = target.partition("#")
    return {"verb": verb.strip(), "number": number.strip(), "provision": provision.strip()}


def write_jsonl(entries: Iterable[CatalogueEntry]) -> str:
    """Write one JSON object a line."""
    return "".join(json.dumps(row(entry), ensure_ascii=False) + "\n" for entry in entries)


def write_yaml(entries: Iterable[CatalogueEntry]) -> str:
    """Write the form of data/catalogue: a list under ``documents``, made to be edited by hand.

    The day that most entries were recorded stands once, above the list.
    """
    listed = tuple(entries)
    if not listed:
        return "documents: []\n"
    day = Counter(entry.recorded for entry in listed).most_common(1)[0][0].isoformat()
    rows = [
        _yaml_row({name: value for name, value in row(entry).items() if (name, value) != ("recorded", day)})
        for entry in listed
    ]
    dumped = [yaml.safe_dump([item], allow_unicode=True, sort_keys=False, width=110) for item in rows]
    return f"recorded: {day}\ndocuments:\n" + "\n".join(map(_indented, dumped))


def _indented(text: str) -> str:
    return "".join(f"  {line}" for line in text.splitlines(keepends=True))


def _yaml_row(value: Row) -> Row:
    """Give dates back as dates, so that YAML prints them without quotes."""
    given = {name: date.fromisoformat(content) if name in _DATES else content for name, content in value.items()}
    if "statements" in value:
        given["statements"] = [_yaml_row(item) for item in value["statements"]]
    return given


def write_csv(entries: Iterable[CatalogueEntry]) -> str:
    """Write a table that spreadsheets open: UTF-8 with a byte order mark, all :data:`COLUMNS`."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(_csv_cells(row(entry)) for entry in entries)
    return "\ufeff" + out.getvalue()


def _csv_cells(value: Row) -> dict[str, str]:
    cells = {name: str(content) for name, content in value.items()}
    for name in _LISTS:
        cells[name] = "; ".join(value.get(name, ()))
    cells["relations"] = "; ".join(map(_relation_cell, value.get("relations", ())))
    cells["verified"] = "false" if value.get("verified") is False else "true"
    if "statements" in value:
        cells["statements"] = json.dumps(value["statements"], ensure_ascii=False)
    return cells


def _relation_cell(item: Row) -> str:
    provision = f"#{item['provision']}" if "provision" in item else ""
    return f"{item['verb']}{_RELATION_JOINT}{item['number']}{provision}"


def _refused(reason: str) -> InputRefused:
    return InputRefused(
        "catalogue-unreadable",
        f"Không đọc được danh mục: {reason}.",
        hint="Xem mẫu bằng lệnh: vanban catalogue export.",
    )


READERS: Final[dict[str, Callable[[str], Iterator[Numbered]]]] = {
    ".jsonl": read_jsonl,
    ".yaml": read_yaml,
    ".yml": read_yaml,
    ".csv": read_csv,
}
WRITERS: Final[dict[str, Callable[[Iterable[CatalogueEntry]], str]]] = {
    ".jsonl": write_jsonl,
    ".yaml": write_yaml,
    ".yml": write_yaml,
    ".csv": write_csv,
}
