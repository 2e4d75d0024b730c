"""Citations: find them in a text, resolve them against what is known, annotate the text with them."""

from registry.citations.finding import find

__all__ = ["find"]
