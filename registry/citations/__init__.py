"""Citations: find them in a text, resolve them against what is known, annotate the text with them."""

from registry.citations.addresses import address, locate
from registry.citations.annotating import Segment, annotate
from registry.citations.finding import find
from registry.citations.resolving import Known, numbered_names, resolve

__all__ = ["Known", "Segment", "address", "annotate", "find", "locate", "numbered_names", "resolve"]
