"""The assembled content of a handbook: everything that will be printed, and nothing that has to be looked up."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

Paper = Literal["a4", "a5"]


class BlockKind(StrEnum):
    """How a paragraph is set."""

    MASTHEAD = "masthead"  # issuer, motto, number, type and title above the text
    BASIS = "basis"  # "Căn cứ ..." lines
    HEADING = "heading"  # chapter, section, article with a title: a bookmark
    LEAD = "lead"  # article without a title: its label is a bookmark, its text runs on
    TEXT = "text"
    TABLE = "table"
    CLOSING = "closing"  # signature and recipients


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph; ``number`` is the cited document's number when the stretch is a citation."""

    text: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table, in the order of the canonical text.

    Args:
        kind: How it is set.
        runs: Its words.
        level: Depth of a heading below its document (1 is the highest), or the indent of a paragraph (0-3).
        label: Label of the provision that starts here (``Điều 5``), or an empty string.
        rows: Cells of a table, every row with the same number of cells.
    """

    kind: BlockKind
    runs: tuple[Run, ...] = ()
    level: int = 0
    label: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def text(self) -> str:
        """The words of the paragraph."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class BookDocument:
    """A document as it is printed.

    Args:
        key: Stable name inside the book (the document's slug).
        number: Số ký hiệu.
        type: Name of its type.
        title: Trích yếu.
        issuer: As signed.
        issued: Issue date.
        effective: First day in force.
        effect: Code of its status on the book's date.
        effect_label: Vietnamese name of that status.
        effect_reason: One Vietnamese sentence.
        source: Where the facts come from, the page of the document itself if known: web address or name; may be empty.
        blocks: Its text; empty when the registry holds none.
        extract: True when only some of its provisions are printed.
        lost: Characters of the original that have no meaning outside its own font, printed as a mark.
        amended_by: Numbers of the documents that have changed it by the book's date; the words printed are those
            that were issued.
    """

    key: str
    number: str
    type: str
    title: str
    issuer: str
    issued: date | None
    effective: date | None
    effect: str
    effect_label: str
    effect_reason: str
    source: str
    blocks: tuple[Block, ...] = ()
    extract: bool = False
    lost: int = 0
    amended_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BookPart:
    """A programme divider and the documents behind it; a part without a title has no divider."""

    title: str
    documents: tuple[BookDocument, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandbookContent:
    """Everything that a handbook prints.

    Args:
        title: On the cover.
        department: Who issues it.
        edition: Name of the edition.
        as_at: The law is given as it stands on this day.
        printed: Date of the edition; also the PDF's creation date.
        parts: In order.
        paper: Size of the page.
        approved_by: Who approved it, or an empty string.
        contact: Where to report an error, or an empty string.
        warnings: What the editor should know before printing, in Vietnamese.
    """

    title: str
    department: str
    edition: str
    as_at: date
    printed: date
    parts: tuple[BookPart, ...]
    paper: Paper = "a4"
    approved_by: str = ""
    contact: str = ""
    warnings: tuple[str, ...] = field(default=())

    @property
    def documents(self) -> tuple[BookDocument, ...]:
        """All documents in printing order."""
        return tuple(document for part in self.parts for document in part.documents)
