"""Between finding and keeping: archives and messages are taken apart, each part a file of its own."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from registry.errors import InputRefused
from registry.ingest.discover import Found, looks_like_document
from registry.parsing.archive import Part, opened


@contextmanager
def unpacked(found: Found) -> Iterator[tuple[Part, ...]]:
    """Give the parts of a file that holds several, none when it is to be read as one.

    A message is taken apart when documents are attached to it, an archive when it holds more than one file. What
    cannot be opened is left whole: reading it then tells why.
    """
    with ExitStack() as stack:
        try:
            parts = stack.enter_context(opened(found.path))
        except InputRefused:
            parts = ()
        least = 2 if found.name.lower().endswith(".zip") else 1
        yield parts if len(parts) >= least and any(map(is_document, parts)) else ()


def is_document(part: Part) -> bool:
    """Tell whether a part looks like a document, or may hold one, as files inside folders have to."""
    return looks_like_document(part.name, part.open)


def place(found: Found, part: Part) -> Found:
    """Return where a part is: the archive, and the part after an exclamation mark."""
    return Found(found.path, f"{found.source}!{part.name}", f"{found.name}!{part.name}")
