"""What people decide about answers to tasks, and what a task is known by when its text is read again."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from registry.tasks.values import Task
from registry.text import fold

CONFIRMED: Final = "confirmed"
REJECTED: Final = "rejected"
OUTCOMES: Final = (CONFIRMED, REJECTED)
_LETTERS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one document as the answer to one task.

    Args:
        document_id: The document of the centre.
        provision: Where the task stands.
        body: Who is asked.
        mark: Of the sentence (:func:`mark_of`).
        answer_id: The document of the province.
        answer_provision: Its provision, or "" for the whole.
        outcome: One of :data:`OUTCOMES`.
        person: Who decided.
        decided: When.
        note: Why, in the person's words.
    """

    document_id: int
    provision: str
    body: str
    mark: str
    answer_id: int
    answer_provision: str
    outcome: str
    person: str
    decided: datetime
    note: str = ""


def mark_of(sentence: str) -> str:
    """Return what a sentence is known by: its letters, whatever the marks, cases, blanks and signs between them."""
    letters = _LETTERS.sub("", fold(sentence))
    return hashlib.sha256(letters.encode()).hexdigest()[:24]


def concerns(decision: Decision, task: Task, mark: str, marks: Collection[str]) -> bool:
    """Tell whether a decision is about a task of its document.

    Args:
        decision: About some task of the same document.
        task: The task.
        mark: Of its sentence.
        marks: Of every sentence of the document that asks something: where the sentence of the decision is no longer
            among them, the same body in the same place is meant.
    """
    if decision.body != task.body:
        return False
    return decision.mark == mark or (decision.mark not in marks and decision.provision == task.provision)
