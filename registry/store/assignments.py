"""What people decided about answers to tasks."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlmodel import Session, col

from registry.models import TaskDecisionRow
from registry.store.base import Base
from registry.tasks.decisions import Decision

_FIELDS = ("provision", "answer_provision", "outcome", "person", "decided", "note")


class Assignments(Base):
    """The part of the registry that knows what answers a task, by the word of people."""

    def task_decisions(self, document_ids: Iterable[int]) -> list[Decision]:
        """Return what people decided about the tasks of these documents, in the order of their decisions."""
        wanted = sorted(set(document_ids))
        with self.reading() as session:
            found = [row for at in range(0, len(wanted), 500) for row in _some(session, wanted[at : at + 500])]
        return [_decision(row) for row in sorted(found, key=lambda row: (row.decided, row.id or 0))]

    def decide_task(self, decision: Decision) -> Decision | None:
        """Keep a decision in the place of an earlier one on the same task and answer; return that one."""
        with self.writing() as session:
            row = _row(session, decision)
            before = _decision(row) if row is not None else None
            values = {name: getattr(decision, name) for name in _FIELDS}
            row = row or TaskDecisionRow(
                document_id=decision.document_id,
                body=decision.body,
                mark=decision.mark,
                answer_id=decision.answer_id,
                **values,
            )
            for name, value in values.items():
                setattr(row, name, value)
            session.add(row)
            return before

    def undecide_task(self, document_id: int, body: str, mark: str, answer_id: int) -> Decision | None:
        """Let go of the decision on a task and an answer; return it."""
        with self.writing() as session:
            row = _by_key(session, document_id, body, mark, answer_id)
            if row is None:
                return None
            session.delete(row)
            return _decision(row)


def _some(session: Session, ids: list[int]) -> Iterable[TaskDecisionRow]:
    return session.scalars(select(TaskDecisionRow).where(col(TaskDecisionRow.document_id).in_(ids)))


def _row(session: Session, decision: Decision) -> TaskDecisionRow | None:
    return _by_key(session, decision.document_id, decision.body, decision.mark, decision.answer_id)


def _by_key(session: Session, document_id: int, body: str, mark: str, answer_id: int) -> TaskDecisionRow | None:
    row = TaskDecisionRow
    mine = (col(row.document_id) == document_id, col(row.body) == body, col(row.mark) == mark)
    return session.scalars(select(row).where(*mine, col(row.answer_id) == answer_id)).one_or_none()


def _decision(row: TaskDecisionRow) -> Decision:
    return Decision(
        row.document_id,
        row.provision,
        row.body,
        row.mark,
        row.answer_id,
        row.answer_provision,
        row.outcome,
        row.person,
        row.decided,
        row.note,
    )
