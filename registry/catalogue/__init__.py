"""The catalogue: known documents as facts with sources, whether their text is held or not.

``entries()`` gives the shipped ones; ``read_entries`` and ``dump_entries`` are ``vanban catalogue import|export``.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from data import folder
from registry.catalogue import forms, rows
from registry.catalogue.values import CatalogueEntry, CatalogueFile, CatalogueRelation, RefusedRow, SourceStatement
from registry.errors import BadRequest, InputRefused

__all__ = [
    "CatalogueEntry",
    "CatalogueFile",
    "CatalogueRelation",
    "RefusedRow",
    "SourceStatement",
    "dump_entries",
    "entries",
    "read_entries",
    "write_entries",
]


@cache
def entries() -> tuple[CatalogueEntry, ...]:
    """Return the shipped entries, file by file in the order of their names.

    Raises:
        InputRefused: A shipped file was edited into something that is not valid; says which and where.
    """
    files = sorted(
        (file for file in folder("catalogue").iterdir() if file.name.endswith(".yaml")), key=lambda f: f.name
    )
    return tuple(entry for file in files for entry in _shipped(file.name, file.read_text(encoding="utf-8")))


def _shipped(name: str, text: str) -> tuple[CatalogueEntry, ...]:
    found = _parse(text, ".yaml", date.today())
    if found.refused:
        first = found.refused[0]
        raise InputRefused(
            "catalogue-invalid", f"data/catalogue/{name}, mục {first.line} ({first.number}): {first.reason}."
        )
    return found.entries


def read_entries(path: Path, recorded: date | None = None) -> CatalogueFile:
    """Read a file of entries; good rows are kept, bad ones are returned with their reasons.

    Args:
        path: A ``.jsonl``, ``.yaml``, ``.yml`` or ``.csv`` file in UTF-8.
        recorded: Day for rows that carry none; today when not given.

    Raises:
        InputRefused: The file is of another kind, not UTF-8, or unreadable as a whole.
    """
    suffix = path.suffix.lower()
    if suffix not in forms.READERS:
        raise InputRefused("catalogue-kind", f"Không nhận danh mục dạng “{suffix}”.", hint=_kinds_hint(forms.READERS))
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputRefused("catalogue-encoding", "Tệp danh mục không ở mã UTF-8.", offset=error.start) from error
    return _parse(text, suffix, recorded or date.today())


def _parse(text: str, suffix: str, recorded: date) -> CatalogueFile:
    good: list[CatalogueEntry] = []
    refused: list[RefusedRow] = []
    for line, raw in forms.READERS[suffix](text):
        if isinstance(raw, str):
            refused.append(RefusedRow(line, "", raw))
            continue
        row = rows.plain(raw)
        reason = rows.problem(row)
        if reason:
            refused.append(RefusedRow(line, str(row.get("number", "")), reason))
        else:
            good.append(rows.entry(row, recorded))
    return CatalogueFile(tuple(good), tuple(refused))


def dump_entries(values: tuple[CatalogueEntry, ...], kind: str = ".yaml") -> str:
    """Return the entries as the text of a file that :func:`read_entries` reads back unchanged.

    Args:
        values: Any entries.
        kind: ``.jsonl``, ``.yaml`` or ``.csv``.

    Raises:
        BadRequest: Another kind.
    """
    if kind not in forms.WRITERS:
        raise BadRequest("catalogue-kind", f"Không ghi được danh mục dạng “{kind}”.", hint=_kinds_hint(forms.WRITERS))
    return forms.WRITERS[kind](values)


def write_entries(path: Path, values: tuple[CatalogueEntry, ...]) -> None:
    """Write the entries to a file of the kind that its name tells.

    Args:
        path: Where to write.
        values: Any entries.

    Raises:
        BadRequest: The name tells no known kind.
    """
    path.write_text(dump_entries(values, path.suffix.lower()), encoding="utf-8", newline="")


def _kinds_hint(table: Iterable[str]) -> str:
    return f"Dùng một trong các dạng: {', '.join(sorted(table))}."
