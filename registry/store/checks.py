"""What looks wrong in what is known: each finding names its documents and leaves the judgement to people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select, text
from sqlmodel import Session, col

from registry.effect import ENDINGS, Event, EventKind
from registry.files import hash_file
from registry.models import ClaimRow, DocumentRow, OriginalRow, RelationRow
from registry.records import DocumentRecord
from registry.store import documents, effects
from registry.store.alike import alike
from registry.text import short_day
from registry.vocabulary import vocabulary

if TYPE_CHECKING:
    from registry.store.base import Base

# Verbs by which a document stands on, or changes, one that was there before it.
_BACKWARD: Final = frozenset({"based_on", "guides", "amends", "supplements", "replaces", "repeals", "repeals_partly"})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at.

    Args:
        code: Kind, stable.
        damage: True when stored data itself is broken; otherwise the documents say odd things.
        message: In Vietnamese.
        documents: Ids of the documents concerned.
    """

    code: str
    damage: bool
    message: str
    documents: tuple[int, ...] = ()


def check(registry: "Base", *, deep: bool = False) -> list[Finding]:
    """Return everything that looks wrong.

    Args:
        registry: Open.
        deep: Read every original and compare its hash as well.
    """
    with registry.reading() as session:
        known = {record.id: record for record in documents.some(session, None, registry.today())}
        edges = _edges(session)
        return [
            *_integrity(session),
            *_originals(registry, session, deep),
            *_orphans(session),
            *_days(known.values()),
            *_order(known, edges),
            *_twice(session, known),
            *_alike(session, known),
            *_circles(known, edges),
            *_lapsed(known, edges),
            *_contradictions(session),
            *_alone(session, known),
        ]


def _edges(session: Session) -> list[tuple[int, int, str]]:
    row = RelationRow
    query = select(col(row.document_id), col(row.target_id), col(row.verb)).where(
        col(row.target_id).is_not(None), col(row.verb).in_(_BACKWARD)
    )
    return sorted({(source, target, verb) for source, target, verb in session.execute(query) if target is not None})


def _integrity(session: Session) -> Iterator[Finding]:
    if session.get_bind().dialect.name != "sqlite":
        return
    for (line,) in session.execute(text("PRAGMA integrity_check")):
        if line != "ok":
            yield Finding("database-damaged", True, f"Cơ sở dữ liệu hỏng: {line}.")
    for line in session.execute(text("PRAGMA foreign_key_check")):
        yield Finding(
            "dangling-row", True, f"Dòng {line[1]} của bảng {line[0]} trỏ tới dòng không còn trong {line[2]}."
        )


def _originals(registry: "Base", session: Session, deep: bool) -> Iterator[Finding]:
    rows = set(session.scalars(select(col(OriginalRow.sha256))))
    stored = set(registry.originals.all())
    for sha256 in sorted(rows - stored):
        yield Finding("original-missing", True, f"Thiếu bản gốc {sha256} trong kho tệp.")
    for sha256 in sorted(stored) if deep else ():
        if hash_file(registry.originals.place(sha256)) != sha256:
            yield Finding("original-changed", True, f"Bản gốc {sha256} đã bị thay đổi nội dung.")


def _orphans(session: Session) -> Iterator[Finding]:
    held = select(col(ClaimRow.document_id)).where(col(ClaimRow.document_id).is_not(None))
    for key, number in session.execute(
        select(col(DocumentRow.id), col(DocumentRow.number)).where(col(DocumentRow.id).not_in(held))
    ):
        yield Finding("document-without-source", True, f"Văn bản {number} không có nguồn nào.", (key or 0,))


def _days(known: Iterable[DocumentRecord]) -> Iterator[Finding]:
    for each in known:
        if each.issued and each.effective and each.effective < each.issued:
            yield Finding(
                "effective-before-issued", False, f"{each.number} có hiệu lực trước ngày ban hành.", (each.id,)
            )
        if each.expired and each.effective and each.expired < each.effective:
            yield Finding(
                "expired-before-effective", False, f"{each.number} hết hiệu lực trước khi có hiệu lực.", (each.id,)
            )


def _order(known: Mapping[int, DocumentRecord], edges: Iterable[tuple[int, int, str]]) -> Iterator[Finding]:
    for source, target, verb in edges:
        one, other = known[source], known[target]
        if one.issued and other.issued and one.issued < other.issued:
            label = vocabulary().verb(verb).label
            message = (
                f"{one.number} ({short_day(one.issued)}) có quan hệ “{label}” với {other.number}, ban hành sau nó."
            )
            yield Finding("rests-on-later", False, message, (source, target))


def _twice(session: Session, known: Mapping[int, DocumentRecord]) -> Iterator[Finding]:
    same: dict[tuple[str, str, int], list[DocumentRecord]] = defaultdict(list)
    for key, group in session.execute(select(col(DocumentRow.id), col(DocumentRow.number_key))):
        each = known[key or 0]
        if each.issued and not group.startswith("khong-so/"):
            same[group, each.issuer_code or each.issuer, each.issued.year].append(each)
    for found in same.values():
        if len(found) > 1:
            days = ", ".join(short_day(each.issued) for each in found if each.issued)
            message = f"Số {found[0].number} được {found[0].issuer} dùng {len(found)} lần trong một năm: {days}."
            yield Finding("number-twice", False, message, tuple(each.id for each in found))


def _alike(session: Session, known: Mapping[int, DocumentRecord]) -> Iterator[Finding]:
    for each in alike(session):
        left, right = known[each.left_id].number, known[each.right_id].number
        message = (
            f"{left} và {right} mang số khác nhau mà {each.alike} trong {each.articles} điều gần như giống nhau; "
            "có thể một số bị ghi sai, hoặc thiếu quan hệ giữa hai văn bản."
        )
        yield Finding("nearly-identical", False, message, (each.left_id, each.right_id))


def _lapsed(known: Mapping[int, DocumentRecord], edges: Iterable[tuple[int, int, str]]) -> Iterator[Finding]:
    for source, target, verb in edges:
        one, other = known[source], known[target]
        if verb == "based_on" and one.effect.state == "in_force" and other.effect.state == "expired":
            message = f"{one.number} còn hiệu lực nhưng căn cứ {other.number} đã hết hiệu lực."
            yield Finding("basis-lapsed", False, message, (source, target))


def _contradictions(session: Session) -> Iterator[Finding]:
    """What sources report of a document's status, against each other and against what changed it."""
    for row in session.scalars(select(DocumentRow).order_by(col(DocumentRow.id))):
        events, ids = effects.events(row), (row.id or 0,)
        told = {event.state: event for event in events if event.kind is EventKind.REPORTED and event.state}
        if _apart(told):
            ways = "; ".join(f"“{event.evidence}” ({event.source})" for _, event in sorted(told.items()))
            yield Finding(
                "status-disputed", False, f"Các nguồn ghi tình trạng của {row.number} khác nhau: {ways}.", ids
            )
        ends = (event for event in events if event.kind in ENDINGS and event.provision is None and event.on)
        ending, running = next(ends, None), told.get("in_force")
        if ending and ending.on and running and running.on and ending.on <= running.on:
            by = ending.source or "theo thời hạn"
            message = (
                f"{row.number} được {running.source} ghi “{running.evidence}” ngày {short_day(running.on)}, nhưng đã"
                f" hết hiệu lực từ {short_day(ending.on)} ({by})."
            )
            yield Finding("status-contradicted", False, message, ids)


def _apart(told: Mapping[str, Event]) -> bool:
    """Tell whether reports cannot all be true: an end that is told before a report that it still runs."""
    gone, running = told.get("expired"), told.get("in_force")
    return bool(gone and running and gone.on and running.on and gone.on <= running.on)


def _alone(session: Session, known: Mapping[int, DocumentRecord]) -> Iterator[Finding]:
    """Acts that amend, whose amended act is not in the registry: their words stand without what they change."""
    row = RelationRow
    changing = col(row.verb).in_(("amends", "supplements", "consolidates", "corrects"))
    query = select(col(row.document_id), col(row.number), col(row.name)).where(
        changing, col(row.target_id).is_(None), col(row.origin) == "machine"
    )
    for key, number, name in sorted({(k, n or "", m or "") for k, n, m in session.execute(query)}):
        one = known.get(key)
        if one is not None and (number or name):
            message = f"{one.number} sửa đổi hoặc hợp nhất {number or name}, văn bản này chưa có trong kho."
            yield Finding("orphan-change", False, message, (key,))


def _circles(known: Mapping[int, DocumentRecord], edges: Iterable[tuple[int, int, str]]) -> Iterator[Finding]:
    """Groups of documents that stand on each other in a circle, each group once."""
    ahead: dict[int, set[int]] = defaultdict(set)
    for source, target, _ in edges:
        ahead[source].add(target)
    for circle in _components(ahead):
        numbers = ", ".join(known[each].number for each in circle)
        yield Finding("relation-circle", False, f"Các văn bản dựa vào nhau thành vòng: {numbers}.", tuple(circle))


def _components(ahead: Mapping[int, set[int]]) -> list[list[int]]:
    """Strongly connected components with more than one member (Tarjan, without recursion)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    found: list[list[int]] = []
    for root in sorted(ahead):
        if root not in index:
            _walk(root, ahead, index, low, stack, found)
    return sorted(sorted(each) for each in found if len(each) > 1)


def _walk(
    root: int,
    ahead: Mapping[int, set[int]],
    index: dict[int, int],
    low: dict[int, int],
    stack: list[int],
    found: list[list[int]],
) -> None:
    path = [(root, iter(sorted(ahead.get(root, ()))))]
    index[root] = low[root] = len(index)
    stack.append(root)
    while path:
        node, rest = path[-1]
        following = next((each for each in rest if each not in index or each in stack), None)
        if following is None:
            path.pop()
            if path:
                low[path[-1][0]] = min(low[path[-1][0]], low[node])
            if low[node] == index[node]:
                at = stack.index(node)
                found.append(stack[at:])
                del stack[at:]
        elif following in index:
            low[node] = min(low[node], index[following])
        else:
            index[following] = low[following] = len(index)
            stack.append(following)
            path.append((following, iter(sorted(ahead.get(following, ())))))
