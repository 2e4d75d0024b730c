"""The text of an act as it stands on a date: amending instructions are read, applied, and shown with their source.

Three verbs: :func:`read_instructions` (amending act -> operations), :func:`apply` (tree + operation -> tree) and
:func:`as_of` (base act + amending acts + date -> consolidated text with what is still pending).
"""

from registry.consolidation.apply import apply
from registry.consolidation.instructions import read_instructions
from registry.consolidation.operations import Action, Operation, Target
from registry.consolidation.timeline import Amendment, Consolidated, as_of

__all__ = ["Action", "Amendment", "Consolidated", "Operation", "Target", "apply", "as_of", "read_instructions"]
