"""What central provisions ask of the bodies of a province, and which provincial provisions answer it."""

from registry.tasks.answers import Answer, Local, answers
from registry.tasks.finding import find
from registry.tasks.values import BODIES, KINDS, Task

__all__ = ["BODIES", "KINDS", "Answer", "Local", "Task", "answers", "find"]
