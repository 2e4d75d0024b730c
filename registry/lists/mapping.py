"""Which column holds which fact: guessed from the headers, corrected by people, remembered for the same headers."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from registry.errors import BadRequest
from registry.lists.columns import FIELDS, guessed
from registry.vocabulary import key

_FILE: Final = "list-columns.json"
NOTHING: Final = "-"


def guess(headers: Sequence[str]) -> tuple[str | None, ...]:
    """Return the fact of each column by its header; of several columns for one fact the first counts."""
    taken: set[str] = set()
    fields: list[str | None] = []
    for header in headers:
        found = guessed(header)
        usable = found in FIELDS and found not in taken
        fields.append(found if usable else None)
        taken |= {found} if usable and found else set()
    return tuple(fields)


def corrected(
    headers: Sequence[str], fields: Sequence[str | None], changes: Mapping[str, str]
) -> tuple[str | None, ...]:
    """Return the facts of the columns after a person's corrections.

    Args:
        headers: As written.
        fields: As guessed or remembered.
        changes: Header -> fact, or ``-`` for a column that is not to be read.

    Raises:
        BadRequest: No column has this header, or there is no such fact.
    """
    found = list(fields)
    for header, field in changes.items():
        at = next((n for n, name in enumerate(headers) if key(name) == key(header)), None)
        if at is None:
            raise BadRequest("list-column", f"Không có cột “{header}”.", hint=f"Các cột: {', '.join(headers)}.")
        if field not in (*FIELDS, NOTHING):
            raise BadRequest("list-field", f"Không có dữ kiện “{field}”.", hint=f"Các dữ kiện: {', '.join(FIELDS)}.")
        found = [None if each == field else each for each in found]
        found[at] = None if field == NOTHING else field
    return tuple(found)


def signature(headers: Sequence[str]) -> str:
    """Return what is the same for two files with the same headers."""
    return hashlib.sha256("|".join(map(key, headers)).encode()).hexdigest()[:16]


def recall(home: Path, headers: Sequence[str]) -> tuple[str | None, ...] | None:
    """Return the choice that was remembered for these headers, or None."""
    known = _load(home).get(signature(headers))
    return tuple(known) if known is not None and len(known) == len(headers) else None


def remember(home: Path, headers: Sequence[str], fields: Sequence[str | None]) -> None:
    """Keep a choice for the next file with these headers."""
    home.mkdir(parents=True, exist_ok=True)
    known = _load(home) | {signature(headers): list(fields)}
    written = home / f"{_FILE}.part"
    written.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    written.replace(home / _FILE)


def _load(home: Path) -> dict[str, list[str | None]]:
    path = home / _FILE
    if not path.is_file():
        return {}
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:  # cut off or edited by hand: the columns are guessed again and the next import writes it anew
        return {}
    return loaded if isinstance(loaded, dict) else {}
