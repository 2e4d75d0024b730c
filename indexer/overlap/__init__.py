"""Provisions of different documents that say nearly the same: candidates, alignment, kind of finding.

>>> from indexer.overlap import run, Options
"""

from indexer.overlap.align import align
from indexer.overlap.reports import last_report
from indexer.overlap.run import run
from indexer.overlap.values import FAMILIES, SET_ASIDE, Options, OverlapReport, Passage, Shared

__all__ = ["FAMILIES", "SET_ASIDE", "Options", "OverlapReport", "Passage", "Shared", "align", "last_report", "run"]
