"""schema.org/Legislation as JSON-LD: what is known of a document, and nothing else.

Source: https://schema.org/Legislation (from ELI, the European Legislation Identifier).
"""

from collections.abc import Sequence
from typing import Any, Final

from registry.records import DocumentRecord, RelationRecord

_FORCE: Final = {
    "in_force": "https://schema.org/InForce",
    "partial": "https://schema.org/PartiallyInForce",
    "pending": "https://schema.org/NotInForce",
    "suspended": "https://schema.org/NotInForce",
    "expired": "https://schema.org/NotInForce",
}
_CHANGES: Final = {
    "amends": "legislationChanges",
    "supplements": "legislationChanges",
    "corrects": "legislationChanges",
    "replaces": "legislationChanges",
    "repeals": "legislationChanges",
    "consolidates": "legislationConsolidates",
    "details": "legislationEnsuresImplementationOf",
    "guides": "legislationEnsuresImplementationOf",
}
"""Verbs of this registry as properties of schema.org; "changes" is its word for amending, correcting and repealing."""


def value(
    record: DocumentRecord, relations: Sequence[RelationRecord] = (), *, address: str | None = None
) -> dict[str, Any]:
    """Return a document as a JSON-LD value.

    Args:
        record: Its facts.
        relations: Its relations; only those in which this document acts are told.
        address: Web address of its page, when there is one.
    """
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "name": record.title or None,
        "inLanguage": "vi",
        "legislationIdentifier": record.number or None,
        "legislationType": record.type or None,
        "legislationJurisdiction": {"@type": "Country", "name": "Việt Nam", "identifier": "VN"},
        "legislationDate": _iso(record.issued),
        "legislationDateOfApplicability": _iso(record.effective),
        "legislationPassedBy": [{"@type": "Organization", "name": name} for name in _issuers(record)],
        "legislationLegalForce": _FORCE.get(record.effect.state),
        "temporalCoverage": _coverage(record),
        "keywords": sorted({tag.code for tag in record.programmes}),
        "sameAs": list(record.sources),
        **_changes(relations),
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


def _changes(relations: Sequence[RelationRecord]) -> dict[str, list[dict[str, str]]]:
    told: dict[str, list[dict[str, str]]] = {}
    for relation in relations:
        name = _CHANGES.get(relation.verb)
        if relation.inbound or name is None:
            continue
        item = {"@type": "Legislation", "legislationIdentifier": relation.number}
        listed = told.setdefault(name, [])
        if item not in listed:
            listed.append(item)
    return told
