"""One small reader per file kind: bytes in, :class:`registry.parsing.raw.RawDocument` out."""
