"""schema.org/Legislation as JSON-LD: what is known of a document, and nothing else.

Source: https://schema.org/Legislation (from ELI, the European Legislation Identifier).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from registry.numbers import parse_number
from registry.records import DocumentRecord, RelationRecord

_FORCE: Final = {
    "in_force": "https://schema.org/InForce",
    "partial": "https://schema.org/PartiallyInForce",
    "pending": "https://schema.org/NotInForce",
    "suspended": "https://schema.org/NotInForce",
    "expired": "https://schema.org/NotInForce",
}
_CHANGES: Final = {
    "amends": ("legislationChanges", "legislationAmends"),
    "supplements": ("legislationChanges", "legislationAmends"),
    "corrects": ("legislationChanges", "legislationCorrects"),
    "replaces": ("legislationChanges", "legislationRepeals"),
    "repeals": ("legislationChanges", "legislationRepeals"),
    "repeals_partly": ("legislationChanges", "legislationAmends"),
    "suspends": ("legislationChanges",),
    "consolidates": ("legislationConsolidates",),
    "guides": ("legislationEnsuresImplementationOf",),
}
"""Verbs of this registry as properties of schema.org.

"Changes" is its word for every amendment, correction and repeal; the narrower ones came later and are told beside it.
"""
_COUNTRY: Final = {"@type": "Country", "name": "Việt Nam", "identifier": "VN"}
_PLACE: Final = re.compile(r"(?:tỉnh|thành phố)\s+[^;,]+$", re.IGNORECASE)
_UNOFFICIAL: Final = "https://schema.org/UnofficialLegalValue"


def value(
    record: DocumentRecord,
    relations: Sequence[RelationRecord] = (),
    *,
    on: date,
    page: Callable[[DocumentRecord], str] | None = None,
    files: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return a document as a JSON-LD value.

    Args:
        record: Its facts.
        relations: Its relations; only those in which this document acts are told.
        on: The day for which its legal force is told.
        page: Gives the web address of a document's page, when there are pages.
        files: Addresses by media type of files that hold its text.
    """
    address = page(record) if page else None
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "name": record.title or None,
        "inLanguage": "vi",
        "legislationIdentifier": record.number or None,
        "legislationType": record.type or None,
        "legislationJurisdiction": _jurisdiction(record),
        "legislationDate": _iso(record.issued),
        "legislationDateVersion": _iso(on),
        "legislationDateOfApplicability": _iso(record.effective),
        "legislationPassedBy": [{"@type": "Organization", "name": name} for name in _issuers(record)],
        "legislationLegalForce": _FORCE.get(record.effect.state),
        "temporalCoverage": _coverage(record),
        "keywords": sorted({tag.code for tag in record.programmes}),
        "sameAs": list(record.sources),
        "encoding": [_file(media, where) for media, where in (files or {}).items()],
        **_changes(relations, page),
    }
    return {key: item for key, item in told.items() if item not in (None, "", [], {})}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _issuers(record: DocumentRecord) -> list[str]:
    return [name.strip() for name in record.issuer.split(";") if name.strip()]


def _coverage(record: DocumentRecord) -> str | None:
    """Return the period in force as an ISO 8601 interval, open while no end is known."""
    if record.effective is None:
        return None
    return f"{record.effective.isoformat()}/{_iso(record.expired) or '..'}"


def _jurisdiction(record: DocumentRecord) -> dict[str, Any]:
    """Return where a document is law: a province where its issuer names one, else the country."""
    place = _PLACE.search(record.issuer) if record.level not in ("central", "party") else None
    return {"@type": "AdministrativeArea", "name": place[0], "containedInPlace": _COUNTRY} if place else _COUNTRY


def _file(media: str, where: str) -> dict[str, str]:
    """Return a file: what a registry makes from a text is never the signed original."""
    return {
        "@type": "LegislationObject", "encodingFormat": media, "contentUrl": where,
        "legislationLegalValue": _UNOFFICIAL,
    }  # fmt: skip


def _named(relation: RelationRecord, page: Callable[[DocumentRecord], str] | None) -> dict[str, str]:
    word = "legislationIdentifier" if parse_number(relation.number) else "name"
    held = {"url": page(relation.other)} if page and relation.other else {}
    return {"@type": "Legislation", word: relation.number, **held}


def _changes(
    relations: Sequence[RelationRecord], page: Callable[[DocumentRecord], str] | None
) -> dict[str, list[dict[str, str]]]:
    told: dict[str, list[dict[str, str]]] = {}
    for relation in relations:
        for name in () if relation.inbound else _CHANGES.get(relation.verb, ()):
            item = _named(relation, page)
            listed = told.setdefault(name, [])
            if item not in listed:
                listed.append(item)
    return told
