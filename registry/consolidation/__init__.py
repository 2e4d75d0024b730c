"""The text of an act as it stands on a date: amending instructions are read, applied, and shown with their source.

:func:`read_instructions` (amending act -> operations), :func:`apply` (tree + operation -> tree), :func:`as_of` (base
act + amending acts + date -> consolidated text with what is still pending), :func:`text_on` (the same, from a
registry).
"""

from registry.consolidation.apply import apply
from registry.consolidation.history import text_on
from registry.consolidation.instructions import read_instructions
from registry.consolidation.operations import Action, Operation, Target
from registry.consolidation.timeline import Amendment, Consolidated, as_of

__all__ = [
    "Action",
    "Amendment",
    "Consolidated",
    "Operation",
    "Target",
    "apply",
    "as_of",
    "read_instructions",
    "text_on",
]
