"""Two texts side by side: :func:`units` cuts a text, :func:`align` lays two of them beside each other.

Any two texts: two documents, two provisions, two days of one document. :func:`marks` tells the words that differ,
:mod:`registry.compare.word` and :mod:`registry.compare.paper` make a file of it.
"""

from registry.compare.aligning import Alignment, Row, align
from registry.compare.marking import marks
from registry.compare.units import Unit, units

__all__ = ["Alignment", "Row", "Unit", "align", "marks", "units"]
