"""What changed between two versions: :func:`redline` (two wordings), :func:`compare` (a document on two days).

:func:`versions` lists the days on which a document's text changes; :func:`history` the wordings of one provision.
"""

from registry.redline.versions import ProvisionRedline, Version, Wording, between, compare, history, versions
from registry.redline.words import Piece, redline

__all__ = [
    "Piece",
    "ProvisionRedline",
    "Version",
    "Wording",
    "between",
    "compare",
    "history",
    "redline",
    "versions",
]
