"""Corrections of a known document by hand: they hold for every later reading and loading, and can be put back exactly.

There are two kinds. What the document says (title, days, programmes) is one statement by hand beside those of the
sources; a later correction is merged into it, whoever makes it. Which document it is (number, type, issuers) cannot be
said beside the sources, because it decides which statements belong together: every source is read as speaking of the
corrected document, as with files that were corrected before they were taken in (:mod:`registry.store.corrections`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col

from registry.document import ProgrammeTag
from registry.errors import BadRequest
from registry.models import ClaimRow, DocumentRow
from registry.reading.keys import number_key
from registry.store import claims, corrections, documents, intake
from registry.store.describe import NO_PROGRAMME
from registry.store.hand import by_hand, meant
from registry.store.identity import issuer_keys
from registry.store.statement import from_json

IDENTITY: Final = ("number", "type", "issuers")
OWN: Final = ("title", "issued", "effective", "expired", "programmes")
_DESK: Final = "ban-bien-tap"
_MOVED: Final = (*IDENTITY, "meant", "issues")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction changed: facts as they are shown, and what has to be put back to undo it.

    Args:
        document_id: The document; it may have taken the place of another row.
        before: ``facts`` as they were shown and ``hand``, the statements that were there.
        after: The same after the correction.
    """

    document_id: int
    before: dict[str, Any]
    after: dict[str, Any]


def correct(session: Session, document_id: int, person: str, values: Mapping[str, Any], notes: str) -> Correction:
    """Record what a person corrects about a document.

    Args:
        session: Writing.
        document_id: The document.
        person: Who corrects it.
        values: Corrected fields; None takes an earlier correction of ``title``, a day or ``programmes`` back.
        notes: Where the person has it from.

    Raises:
        NotKnown: No document has this id.
        BadRequest: A correction would have no effect, because something surer says otherwise.
    """
    row = documents.by_id(session, document_id)
    held = _claims(session, row)
    names = {_name(claim) for claim in held}
    before = {"facts": facts(row, values), "hand": _said(session, names)}
    groups: set[str] = set()
    identity = {name: values[name] for name in IDENTITY if name in values}
    if identity:
        groups |= _as_another(session, row, person, identity)
    own = {name: values[name] for name in OWN if name in values}
    if own:
        groups |= _beside(session, row, person, own | identity, notes)
    intake.settle(session, groups)
    found = _after(session, row.id or 0, groups)
    names |= {f"hand {key}" for key in (_desk_key(session, found), *_own_keys(held)) if key}
    after = {"facts": facts(found, values), "hand": _said(session, names), "note": notes}
    _check(values, facts(found, values))
    assert found.id is not None
    return Correction(found.id, before, after)


def put_back(session: Session, document_id: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> int:
    """Undo a correction exactly; return the document.

    Args:
        session: Writing.
        document_id: The document.
        before: As in :class:`Correction`.
        after: As in :class:`Correction`.
    """
    old, new = before["hand"], after["hand"]
    groups: set[str] = set()
    for name in sorted({*old, *new}):
        row = claims.find(session, *name.split(" ", 1))
        if row is None or old.get(name) == new.get(name):
            continue
        told = old.get(name)
        if told is None:
            groups |= claims.retire(session, row)
        else:
            groups |= claims.put(session, from_json(row.content | told), row.reading_id)
    intake.settle(session, groups)
    found = _after(session, document_id, groups)
    assert found.id is not None
    return found.id


def present(session: Session, document_id: int, after: Mapping[str, Any]) -> dict[str, Any]:
    """Return the same parts as ``after`` as they are now, to tell whether something changed them since."""
    row = session.get(DocumentRow, document_id)
    if row is None:
        return {}
    return {**after, "facts": facts(row, after["facts"]), "hand": _said(session, after["hand"])}


def facts(row: DocumentRow, names: Mapping[str, Any]) -> dict[str, Any]:
    """Return those facts of a document as JSON values."""
    return {name: _fact(row, name) for name in (*IDENTITY, *OWN) if name in names}


def _fact(row: DocumentRow, name: str) -> Any:
    if name == "issuers":
        return row.issuer.split("; ") if row.issuer else []
    if name == "programmes":
        return sorted(ProgrammeTag(*tag).code for tag in row.programmes)
    value = getattr(row, name)
    return value.isoformat() if name in {"issued", "effective", "expired"} and value else value


def _as_another(session: Session, row: DocumentRow, person: str, identity: Mapping[str, Any]) -> set[str]:
    """Let every statement about a document speak of the one that a person says it is."""
    groups: set[str] = set()
    day = meant(row)
    for claim in _claims(session, row):
        told = from_json(claim.content)
        if claim.origin != "hand":
            said = corrections.by_hand(told, person, identity)
            earlier = claims.find(session, "hand", said.source_key)
            if earlier is not None and earlier.retired is None:
                kept = from_json(earlier.content)
                said = replace(kept, source=person, **identity)
            groups |= claims.put(session, replace(said, meant=said.meant or day))
            groups |= claims.put(session, corrections.applied(session, told), claim.reading_id)
        elif not claim.source_key.startswith(corrections.PREFIXES):
            about = "" if identity.get("number") else told.about
            groups |= claims.put(session, replace(told, about=about, **identity))
    return groups


def _beside(session: Session, row: DocumentRow, person: str, values: Mapping[str, Any], notes: str) -> set[str]:
    """Merge corrections into the statement of the editors' desk; one that says nothing any more is set aside."""
    held = next((each for each in _claims(session, row) if each.source_key.endswith(f"|{_DESK}")), None)
    before = from_json(held.content) if held else None
    said = {name: getattr(before, name) for name in OWN} if before else {}
    merged = {name: value for name, value in (said | dict(values)).items() if value}
    if not any(name in OWN for name in merged):
        return claims.retire(session, held) if held is not None else set()
    lead = {name: value for name, value in merged.items() if name not in OWN}
    made = by_hand(row, _DESK, {**lead, **{name: merged[name] for name in OWN if name in merged}})
    key = held.source_key if held else made.source_key
    return claims.put(session, replace(made, source_key=key, source=person, rank=-1, notes=notes))


def _claims(session: Session, row: DocumentRow) -> Sequence[ClaimRow]:
    mine = (col(ClaimRow.document_id) == row.id) & col(ClaimRow.retired).is_(None)
    return session.scalars(select(ClaimRow).where(mine).order_by(col(ClaimRow.origin), col(ClaimRow.source_key))).all()


def _said(session: Session, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return what has to be put back: whole statements by hand, and of the sources which document they mean."""
    found = {}
    for name in sorted(names):
        claim = claims.find(session, *name.split(" ", 1))
        if claim is not None and claim.retired is None:
            whole = claim.origin == "hand"
            parts = claim.content if whole else {part: claim.content.get(part) for part in _MOVED}
            found[name] = dict(parts)
    return found


def _name(claim: ClaimRow) -> str:
    return f"{claim.origin} {claim.source_key}"


def _own_keys(held: Sequence[ClaimRow]) -> list[str]:
    """Return the keys under which corrections of these sources are kept."""
    return [corrections.key(each.source_key, each.origin) for each in held if each.origin != "hand"]


def _desk_key(session: Session, row: DocumentRow) -> str | None:
    """Return the key of what the editors' desk says about a document."""
    return next((each.source_key for each in _claims(session, row) if each.source_key.endswith(f"|{_DESK}")), None)


def _after(session: Session, document_id: int, groups: set[str]) -> DocumentRow:
    """Return the row of a document after its statements went to another group: a claim of them still knows it."""
    row = session.get(DocumentRow, document_id)
    if row is not None:
        return row
    held = col(ClaimRow.number_key).in_(groups) & col(ClaimRow.retired).is_(None)
    claim = session.scalars(select(ClaimRow).where(held).order_by(col(ClaimRow.id).desc())).first()
    assert claim is not None
    assert claim.document_id is not None
    return documents.by_id(session, claim.document_id)


def _check(values: Mapping[str, Any], shown: dict[str, Any]) -> None:
    for name, value in values.items():
        if value is not None and not _same(name, value, shown[name]):
            raise BadRequest(
                "correction-overruled",
                f"Sửa “{_LABELS[name]}” không có tác dụng: số ký hiệu của văn bản quyết định điều đó.",
                hint="Sửa số ký hiệu nếu chính số sai.",
                field=name,
            )


def _same(name: str, value: Any, shown: Any) -> bool:
    if name == "programmes":
        return sorted(tag.code for tag in value if tag.code != NO_PROGRAMME) == list(shown)
    if name == "issuers":
        return issuer_keys(value) == issuer_keys(shown)
    if name == "number":
        return number_key(value) == number_key(shown)
    return str(value.isoformat() if isinstance(value, date) else value) == str(shown)


_LABELS: Final = {
    "number": "số ký hiệu",
    "type": "loại văn bản",
    "issuers": "cơ quan ban hành",
    "title": "trích yếu",
    "issued": "ngày ban hành",
    "effective": "ngày có hiệu lực",
    "expired": "ngày hết hiệu lực",
    "programmes": "chương trình",
}
