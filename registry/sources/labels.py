"""Labels and values of a page -> what it tells. One set of names for every site: data/vocabulary/columns.yaml."""

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from registry.document import Issue
from registry.issues import issue
from registry.lists import cells
from registry.lists.columns import field_of, label_of
from registry.sources.values import Told

_STILL_ENCODED: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|quot|lt|gt|apos);")
_DAYS: Final = ("issued", "effective", "expired")
_TEXTS: Final = ("number", "title", "status")


def plain(text: str) -> str:
    """Return a text of a page on one line; one that its site stored with entities in it is decoded once more."""
    return cells.tidy(html.unescape(text) if _STILL_ENCODED.search(text) else text)


def told(pairs: Iterable[tuple[str, str]], where: str) -> Told:
    """Return what labels and their values tell.

    Args:
        pairs: As read; of a label that comes twice the first value that says something counts.
        where: Address of the page, for doubts.
    """
    found: dict[str, str] = {}
    extra: dict[str, str] = {}
    for label, value in ((plain(label).rstrip(" :"), plain(value)) for label, value in pairs):
        field = field_of(label)
        if not value or cells.is_nothing(value):
            continue
        if field in (None, "area", "gazette", "ordinal", "files", "sources", "programmes", "notes"):
            extra.setdefault(label, value)
        else:
            found.setdefault(str(field), value)
    return replace(_facts(found, where), extra=extra)


def _facts(found: dict[str, str], where: str) -> Told:
    values: dict[str, Any] = {field: found.get(field, "") for field in _TEXTS}
    doubts: list[Issue] = []
    for field in _DAYS:
        if field in found:
            values[field] = cells.day(found[field])
            if values[field] is None:
                doubts.append(issue("cell-unread", where=where, field=label_of(field).lower(), value=found[field]))
    return Told(
        type=found.get("type", ""),
        issuers=split_names(found.get("issuer", "")),
        signers=cells.signers(found.get("signer", "")),
        issues=tuple(doubts),
        **values,
    )


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of a list of bodies; a comma parts them only where each part is a body by itself."""
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    return tuple(parts)
