"""From a file or a canonical text to everything that reading yields."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from registry import citations, programmes, relations
from registry.document import ParsedDocument
from registry.parsing.canonical import canonicalise
from registry.parsing.files import read_file
from registry.parsing.header import header
from registry.parsing.letterheads import other_letterheads
from registry.parsing.structure import layout, provisions


def parse(path: Path, *, name: str | None = None) -> ParsedDocument:
    """Read one file, storing nothing.

    Args:
        path: The file.
        name: The name it arrived under, when the path is a stored copy.

    Raises:
        InputRefused: The file cannot be taken in.
    """
    raw = read_file(path, name=name)
    canonical = canonicalise(raw)
    read = read_text(canonical.text, raw.meta)
    return replace(read, issues=canonical.issues + read.issues)


def read_text(text: str, meta: Mapping[str, str] | None = None) -> ParsedDocument:
    """Read a canonical text.

    Args:
        text: NFC, one paragraph per line (see :mod:`registry.parsing.canonical`).
        meta: What the container said.
    """
    told = dict(meta or {})
    shape = layout(text)
    found, doubts = provisions(text, shape)
    facts, missing = header(text, found, told, shape)
    cited = citations.find(text, header=facts, provisions=found)
    return ParsedDocument(
        text=text,
        header=facts,
        provisions=found,
        citations=cited,
        relations=relations.state(text, facts, found, cited),
        programmes=programmes.tag(text, facts, cited),
        issues=(*missing, *doubts, *other_letterheads(text, facts.number, found)),
        meta=told,
    )
