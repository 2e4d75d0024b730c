"""Records around a fictional text, for the exchange formats."""

from datetime import UTC, date, datetime

from registry.document import Citation, ProgrammeTag, Provision
from registry.records import DocumentRecord, DocumentText, EffectState, RelationRecord, ResolvedCitation


def record(number: str = "11/2098/TT-BHC", **changes: object) -> DocumentRecord:
    """Return the facts of a fictional circular."""
    values: dict[str, object] = {
        "id": 1, "slug": "x", "number": number, "type": "Thông tư", "title": "Quy định trồng hoa",
        "issuer": "Bộ Hư Cấu", "issuer_code": None, "level": "central", "issued": date(2098, 1, 2),
        "effective": date(2098, 3, 1),
        "expired": None, "programmes": (ProgrammeTag("NTM", "vì thế"),), "signers": (),
        "effect": EffectState("in_force", date(2098, 3, 1), "Còn hiệu lực."), "has_text": True, "verified": True,
        "sources": ("https://example.org/a",), "original": None, "updated": datetime(2099, 5, 6, tzinfo=UTC),
    }  # fmt: skip
    return DocumentRecord(**{**values, **changes})  # type: ignore[arg-type]


def held(text: str, provisions: tuple[Provision, ...], *spans: tuple[int, int]) -> DocumentText:
    """Return a text with citations of another circular at some spans."""
    citations = tuple(
        ResolvedCitation(Citation(a, b, text[a:b], number="12/2097/TT-BHC", article="5", clause="2"), "unknown")
        for a, b in spans
    )
    return DocumentText(1, text, provisions, citations, ())


def amended_by(number: str = "22/2099/TT-BHC") -> RelationRecord:
    """Return a relation in which another act amends this one."""
    other = record(number, id=2, effective=date(2099, 1, 1))
    return RelationRecord("amends", True, number, other, None, None, "", "machine")
