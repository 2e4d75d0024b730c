"""What central provisions ask of the bodies of a province, and which provincial provisions answer it."""

from registry.tasks.answers import Answer, Local, answers
from registry.tasks.decisions import CONFIRMED, REJECTED, Decision, concerns, mark_of
from registry.tasks.finding import find
from registry.tasks.values import BODIES, KINDS, Task

__all__ = [
    "BODIES",
    "CONFIRMED",
    "KINDS",
    "REJECTED",
    "Answer",
    "Decision",
    "Local",
    "Task",
    "answers",
    "concerns",
    "find",
    "mark_of",
]
