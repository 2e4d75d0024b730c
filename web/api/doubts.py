"""Doubts across documents as a work list, and deciding about one, by program."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from registry.changes import ChangeFilter
from registry.errors import NotKnown
from registry.review import LONGEST_NOTE, SETTLED, Wanted, Work
from web.api import cursors
from web.api.common import CURSOR_NEXT, SIZE, SLUG_KIND, TAG_WRITING, programme_codes
from web.api.cursors import Listed
from web.api.kinds import Choice, Text, choice
from web.api.operations import Parameter, operation
from web.api.schemas import RULES
from web.pages.admin.doubts import WHO, settled
from web.services import services
from web.views.admin.doubts import key_of, read_key
from web.views.documents import DocumentRow, row

STATES: Final = ("open", *SETTLED)
_STATE: Final = Parameter("state", _("Trạng thái; “all” là mọi trạng thái"), choice(*STATES, "all"), otherwise="open")
_CODE: Final = Parameter("code", _("Mã của điểm nghi vấn"), Text(100, 1, "[a-z0-9-]"))
_DOCUMENT: Final = Parameter("document", _("Phần cuối của địa chỉ trang văn bản"), SLUG_KIND)
_PROGRAMME: Final = Parameter("programme", _("Mã chương trình hoặc dự án thành phần"), Choice(programme_codes))
_ISSUE: Final = Parameter(
    "issue", _("Mã điểm nghi vấn, như /issues trả về"), Text(200, 1, "[A-Za-z0-9:._-]"), "path", example="1:no-date:0"
)


@dataclass(frozen=True, slots=True)
class DocumentDoubt:
    """What the machine was not sure of and what was decided about it.

    Args:
        id: Stays the same when the document is read again.
        document: The document.
        code: Kind of doubt.
        message: What is doubtful.
        start: First character concerned, or null.
        end: Character after the last one, or null.
        stage: ``reading`` or ``merging``.
        state: ``open``, ``done`` or ``not_fault``.
        note: What was written beside the decision.
        person: Who decided, or null.
        decided: When, or null.
    """

    id: str
    document: DocumentRow
    code: str
    message: str
    start: int | None
    end: int | None
    stage: str
    state: str
    note: str
    person: str | None
    decided: datetime | None


@dataclass(frozen=True, slots=True)
class Settling:
    """What is decided about a doubt; ``open`` takes a decision back."""

    state: str = field(metadata={RULES: {"enum": list(STATES)}})
    note: str = field(default="", metadata={RULES: {"maxLength": LONGEST_NOTE}})


@dataclass(frozen=True, slots=True)
class DoubtSettled:
    """The doubt as it is now; ``change`` is the line of the audit trail."""

    issue: DocumentDoubt
    change: int


@operation(
    "/issues",
    _("Điểm nghi vấn của mọi văn bản, kèm cách đã xử lý"),
    Listed[DocumentDoubt],
    _STATE,
    _CODE,
    _DOCUMENT,
    _PROGRAMME,
    CURSOR_NEXT,
    SIZE,
    tag=TAG_WRITING,
    roles=WHO,
)
def work_list(
    state: str, code: str | None, document: str | None, programme: str | None, cursor: str | None, size: int
) -> Listed[DocumentDoubt]:
    """Send doubts across documents; a decision made meanwhile ends the walk, so that none is skipped."""
    registry = services().registry
    document_id = registry.by_slug(document).id if document else None
    wanted = Wanted("" if state == "all" else state, code or "", document_id, programme or "")
    now = cursors.state(services().settings, wanted, *_latest())
    start = cursors.place(cursor, now)
    found = registry.work_list(wanted, start, size)
    following = cursors.write(now, start + size) if start + size < found.total else None
    return Listed(found.total, tuple(map(_told, found.page)), following)


@operation(
    "/issues/{issue}/state",
    _("Xử lý một điểm nghi vấn, hoặc mở lại"),
    DoubtSettled,
    _ISSUE,
    tag=TAG_WRITING,
    method="PUT",
    roles=WHO,
    body=Settling,
    examples={"state": "not_fault", "note": "Bản ký ghi đúng như vậy."},
)
def settle(issue: str, sent: Settling) -> DoubtSettled:
    """Decide about one doubt."""
    work = _work(issue)
    change = settled(sent.state, (work.doubt,), sent.note)
    return DoubtSettled(_told(_work(issue)), change.id)


def _latest() -> tuple[int, ...]:
    """Return the last decision about any doubt, which a cursor is good up to."""
    return tuple(each.id for each in services().registry.changes(ChangeFilter(kind="doubt"), limit=1)[1])


def _work(issue: str) -> Work:
    doubt, registry = read_key(issue), services().registry
    if doubt is not None:
        wanted = Wanted("", doubt.code, doubt.document_id)
        total = registry.work_list(wanted, 0, 0).total
        for each in registry.work_list(wanted, 0, total).page:
            if each.doubt == doubt:
                return each
    raise NotKnown(
        "issue-not-known",
        gettext("Không có điểm nghi vấn “%(id)s”.", id=issue[:60]),
        hint=gettext("Lấy mã từ /api/v1/issues; văn bản có thể đã được đọc lại."),
        field="issue",
    )


def _told(work: Work) -> DocumentDoubt:
    said, issue = work.settlement, work.issue
    settled_as = (said.state, said.note, said.person, said.decided) if said else ("open", "", None, None)
    return DocumentDoubt(
        key_of(work.doubt), row(work.document), issue.code, issue.message, issue.start, issue.end, work.stage,
        *settled_as,
    )  # fmt: skip
