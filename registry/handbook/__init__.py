"""Handbooks: references to documents and provisions become one printed book.

>>> from registry.handbook import assemble, build, read_spec
"""

from datetime import date
from pathlib import Path

from registry.handbook.assembling import Shelf, assemble
from registry.handbook.content import BookDocument, BookPart, HandbookContent, Paper
from registry.handbook.press import Limits, build
from registry.handbook.spec import HandbookSpec, PartSpec, Reference, parse_spec, read_spec

__all__ = [
    "BookDocument",
    "BookPart",
    "HandbookContent",
    "HandbookSpec",
    "Limits",
    "PartSpec",
    "Reference",
    "assemble",
    "build",
    "for_documents",
    "parse_spec",
    "read_spec",
]


def for_documents(
    registry: Shelf,
    slugs: list[str],
    *,
    title: str,
    department: str = "",
    as_at: date | None = None,
    edition: str = "",
    paper: Paper = "a4",
    fonts: Path | None = None,
) -> bytes:
    """Print a handbook of chosen documents, behind dividers by programme.

    Args:
        registry: Where documents come from.
        slugs: Slugs (or exact numbers) of the documents.
        title: On the cover.
        department: Who issues it.
        as_at: The law is given as it stands on this day; today when not given.
        edition: Name of the edition.
        paper: Size of the page.
        fonts: Folder with the fonts of the book; the shipped ones when not given.

    Raises:
        NotKnown: A slug is unknown.
        InputRefused: A character cannot be printed.
        VanbanError: The build failed.
    """
    spec = HandbookSpec(
        title=title,
        department=department,
        as_at=as_at or date.today(),
        references=tuple(Reference(slug) for slug in dict.fromkeys(slugs)),
        edition=edition,
        paper=paper,
    )
    return build(assemble(registry, spec), fonts)
