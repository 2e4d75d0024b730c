"""The query language: text to a tree, with notes instead of errors."""

from indexer.query.ast import Filter, Part, Phrase, Query, Words, placed
from indexer.query.fields import FIELDS, Field, field_of
from indexer.query.parse import parse

__all__ = ["FIELDS", "Field", "Filter", "Part", "Phrase", "Query", "Words", "field_of", "parse", "placed"]
