"""Scraped gazette JSON: one object with the printed text in ``full_text`` and a scraper's fields beside it."""

import orjson

from registry.parsing.raw import FileKind, Layout, RawDocument


def read(data: bytes) -> RawDocument:
    """Read one scraped gazette document; the scraper's fields go to ``meta``."""
    fields = orjson.loads(data)
    text = str(fields.pop("full_text"))
    meta = {key: str(value) for key, value in fields.items()}
    return RawDocument(FileKind.GAZETTE_JSON, text, Layout.LINES, meta)
