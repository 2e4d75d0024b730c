"""The index's own arrays beside the engine: syllables of every passage, their texts and addresses.

An engine only finds passages. Ranking, phrases, facets by article and snippets read these arrays, so they are the same
on every engine. A shelf is a row of segments that are written once; an update adds one.
"""

from indexer.shelf.draft import Draft, Work, draft, entries
from indexer.shelf.segment import Card, Segment
from indexer.shelf.shelf import Shelf

__all__ = ["Card", "Draft", "Segment", "Shelf", "Work", "draft", "entries"]
