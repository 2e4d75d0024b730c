"""The tasks of a programme as a page lists them: by document, filtered, each with what answers it and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from flask_babel import gettext as _

from registry.records import DocumentRecord
from registry.tasks import BODIES, CONFIRMED, KINDS, REJECTED, Answer, Decision, concerns
from web import addresses
from web.assigned import Asked, Assigned
from web.views.documents import DocumentRow, row

OPEN: Final = "open"
ANSWERED: Final = "answered"
STATES: Final = (CONFIRMED, ANSWERED, REJECTED, OPEN)
PAPER: Final = ("rule", "approve", "money")
"""Kinds of task that call for a document of the province; shown unless others are asked for."""
_SHOWN: Final = 3
SHAPES: Final = {CONFIRMED: "check", ANSWERED: "circle-half", REJECTED: "close", OPEN: "question"}


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A document that may answer a task.

    Args:
        document: Its row.
        place: Its provision in words, or "".
        url: Address of that provision, or of the document.
        provision: Address of the provision in the document, or "".
        reasons: Why the machine names it; empty for one named by hand.
        enough: True when the machine takes it for the answer.
        outcome: ``confirmed``, ``rejected``, or "" when nobody has decided.
        person: Who decided.
        decided: When.
        note: Why, in that person's words.
        days: Days after the act.
    """

    document: DocumentRow
    place: str
    url: str
    provision: str
    reasons: tuple[str, ...]
    enough: bool
    outcome: str
    person: str
    decided: date | None
    note: str
    days: int | None


@dataclass(frozen=True, slots=True)
class TaskView:
    """One task.

    Args:
        document: Of the centre.
        provision: Address of the provision that asks.
        place: The same in words.
        url: Its permanent address.
        before: The sentence up to the verb; "" when the body is named elsewhere.
        what: The sentence from the verb on.
        body: Code of the body that is asked.
        body_word: The same in words.
        inherited: True when the body is named by a heading or lead-in.
        kind: Code of the kind of task.
        kind_word: The same in words.
        deadline: Words that say by when, or "".
        state: One of :data:`STATES`.
        state_word: The same in words.
        shape: Icon of the state.
        answers: What answers it, the confirmed ones first.
        mark: What the task is known by.
    """

    document: DocumentRow
    provision: str
    place: str
    url: str
    before: str
    what: str
    body: str
    body_word: str
    inherited: bool
    kind: str
    kind_word: str
    deadline: str
    state: str
    state_word: str
    shape: str
    answers: tuple[AnswerView, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What the list shows: everything that an empty field does not forbid; no kind means :data:`PAPER`."""

    body: str = ""
    kind: str = ""
    state: str = ""
    document: str = ""

    def pairs(self) -> list[tuple[str, str]]:
        """Return the filter as the query string of an address; defaults are left out."""
        named = (("co-quan", self.body), ("loai", self.kind), ("trang-thai", self.state), ("van-ban", self.document))
        return [(name, value) for name, value in named if value]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: its code, word, how many tasks it would leave, and whether it is chosen."""

    value: str
    word: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class TasksView:
    """The list of tasks.

    Args:
        groups: Those of the page, by document of the centre.
        total: All that pass the filter.
        all: All tasks of the programme.
        states: How many of those that pass the other filters have each state.
        bodies: The same by body.
        kinds: The same by kind.
        documents: The same by document of the centre.
        read: Documents of the centre whose text was read.
        unread: Those whose text is not held: their tasks are not known.
    """

    groups: tuple[tuple[DocumentRow, tuple[TaskView, ...]], ...]
    total: int
    all: int
    states: tuple[Choice, ...]
    bodies: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    documents: tuple[Choice, ...]
    read: int
    unread: int


def body_words() -> dict[str, str]:
    """Return what each body is called."""
    return {
        "council": _("Hội đồng nhân dân cấp tỉnh"),
        "committee": _("Ủy ban nhân dân cấp tỉnh"),
        "chairman": _("Chủ tịch Ủy ban nhân dân cấp tỉnh"),
        "department": _("Sở, cơ quan chuyên môn"),
        "province": _("Tỉnh (không nêu cơ quan)"),
    }


def kind_words() -> dict[str, str]:
    """Return what each kind of task is called."""
    return {
        "rule": _("Quy định, ban hành, quyết định"),
        "approve": _("Phê duyệt, thông qua"),
        "money": _("Bố trí, phân bổ kinh phí"),
        "work": _("Tổ chức thực hiện, hướng dẫn, kiểm tra"),
        "report": _("Báo cáo, công khai"),
        "case": _("Giải quyết thủ tục"),
    }


def state_words() -> dict[str, str]:
    """Return what each state is called."""
    return {
        CONFIRMED: _("Đã xác nhận"),
        ANSWERED: _("Máy thấy văn bản"),
        REJECTED: _("Đã bác"),
        OPEN: _("Chưa thấy"),
    }


Label = Callable[[DocumentRecord, str], str]


def task_views(
    found: Iterable[Assigned],
    decisions: Sequence[Decision],
    records: Mapping[int, DocumentRecord],
    label: Label,
) -> list[TaskView]:
    """Return every task with its state.

    Args:
        found: Tasks with what the machine names.
        decisions: What people decided about them.
        records: Documents by id.
        label: Gives the name of a provision of a local document.
    """
    made = []
    for each in found:
        mine = [decision for decision in decisions if decision.document_id == each.act.id]
        marks = {asked.mark for asked, _named in each.tasks}
        for asked, named in each.tasks:
            said = [decision for decision in mine if concerns(decision, asked.task, asked.mark, marks)]
            made.append(_task(each.act, asked, _answers(each.act, named, said, records, label)))
    return made


def chosen(views: Iterable[TaskView], wanted: TaskFilter) -> list[TaskView]:
    """Return the tasks that pass a filter."""
    return [each for each in views if _passes(each, wanted)]


def view(
    views: Sequence[TaskView], wanted: TaskFilter, page: slice, read: int, unread: int, names: Mapping[str, str]
) -> TasksView:
    """Put together the list.

    Args:
        views: Every task.
        wanted: The filter.
        page: Which of those that pass are shown.
        read: Documents of the centre whose text was read.
        unread: Those whose text is not held.
        names: Numbers of the documents by slug.
    """
    passing = chosen(views, wanted)
    return TasksView(
        groups=tuple((act, tuple(own)) for act, own in groupby(passing[page], key=lambda task: task.document)),
        total=len(passing),
        all=len(views),
        states=_choices(views, wanted, "state", STATES, state_words()),
        bodies=_choices(views, wanted, "body", BODIES, body_words()),
        kinds=_choices(views, wanted, "kind", KINDS, kind_words()),
        documents=_choices(views, wanted, "document", tuple(names), dict(names)),
        read=read,
        unread=unread,
    )


def tally(views: Iterable[TaskView]) -> dict[str, int]:
    """Return how many tasks that call for a document have each state."""
    counted = Counter(each.state for each in views if each.kind in PAPER)
    return {state: counted[state] for state in STATES}


def _passes(task: TaskView, wanted: TaskFilter) -> bool:
    kinds = (wanted.kind,) if wanted.kind in KINDS else KINDS if wanted.kind else PAPER
    return (
        task.kind in kinds
        and wanted.body in {"", task.body}
        and wanted.state in {"", task.state}
        and wanted.document in {"", task.document.slug}
    )


def _choices(
    views: Sequence[TaskView], wanted: TaskFilter, field: str, values: Sequence[str], words: Mapping[str, str]
) -> tuple[Choice, ...]:
    others = chosen(views, replace(wanted, **{field: "tat-ca" if field == "kind" else ""}))
    value_of: dict[str, Callable[[TaskView], str]] = {
        "state": lambda task: task.state,
        "body": lambda task: task.body,
        "kind": lambda task: task.kind,
        "document": lambda task: task.document.slug,
    }
    counted = Counter(map(value_of[field], others))
    mine = getattr(wanted, field)
    return tuple(Choice(v, words[v], counted[v], v == mine) for v in values if counted[v] or v == mine)


def _task(act: DocumentRecord, asked: Asked, named: tuple[AnswerView, ...]) -> TaskView:
    task, state = asked.task, _state(named)
    return TaskView(
        document=row(act),
        provision=task.provision,
        place=asked.place,
        url=addresses.document(act.slug, task.provision),
        before=asked.before,
        what=asked.what,
        body=task.body,
        body_word=body_words()[task.body],
        inherited=task.inherited,
        kind=task.kind,
        kind_word=kind_words()[task.kind],
        deadline=task.deadline,
        state=state,
        state_word=state_words()[state],
        shape=SHAPES[state],
        answers=named,
        mark=asked.mark,
    )


def _state(named: Sequence[AnswerView]) -> str:
    if any(each.outcome == CONFIRMED for each in named):
        return CONFIRMED
    if any(not each.outcome and each.enough for each in named):
        return ANSWERED
    return REJECTED if any(each.outcome == REJECTED for each in named) else OPEN


def _answers(
    act: DocumentRecord,
    named: Sequence[Answer],
    said: Sequence[Decision],
    records: Mapping[int, DocumentRecord],
    label: Label,
) -> tuple[AnswerView, ...]:
    decided = {each.answer_id: each for each in said}
    by_machine = {each.document_id: each for each in named}
    kept = [each for each in named if each.document_id in decided] + [n for n in named if n.document_id not in decided]
    ids = dict.fromkeys([*decided, *(each.document_id for each in kept[: _SHOWN + len(decided)])])
    made = [
        _answer(act, records[each], by_machine.get(each), decided.get(each), label) for each in ids if each in records
    ]
    order = {CONFIRMED: 0, "": 1, REJECTED: 2}
    return tuple(sorted(made, key=lambda each: order[each.outcome]))


def _answer(
    act: DocumentRecord, record: DocumentRecord, found: Answer | None, said: Decision | None, label: Label
) -> AnswerView:
    provision = (said.answer_provision if said else found.provision if found else "") or ""
    return AnswerView(
        document=row(record),
        place=label(record, provision) if provision else "",
        url=addresses.document(record.slug, provision or None),
        provision=provision,
        reasons=tuple(_reasons(found, act)) if found else (),
        enough=found is not None and found.enough,
        outcome=said.outcome if said else "",
        person=said.person if said else "",
        decided=said.decided.date() if said else None,
        note=said.note if said else "",
        days=(record.issued - act.issued).days if record.issued and act.issued else None,
    )


def _reasons(found: Answer, act: DocumentRecord) -> Iterable[str]:
    if found.cites:
        yield str(_("dẫn đúng quy định này"))
    if found.rests:
        yield str(_("căn cứ vào %(number)s", number=act.number))
    if found.title_share >= 0.2:
        yield str(_("trích yếu trùng %(n)s%% từ của nhiệm vụ", n=round(found.title_share * 100)))
    if found.words_share >= 0.2:
        yield str(_("điều khoản trùng %(n)s%% từ", n=round(found.words_share * 100)))
    if found.other_body:
        yield str(_("nhưng do cơ quan khác ban hành"))
