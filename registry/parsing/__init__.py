"""Files in, canonical text out: the only place that knows file formats."""

from registry.parsing.canonical import CanonicalText, canonicalise
from registry.parsing.files import read_file
from registry.parsing.raw import FileKind, Layout, RawDocument

__all__ = ["CanonicalText", "FileKind", "Layout", "RawDocument", "canonicalise", "read_file"]
