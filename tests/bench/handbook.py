"""Handbook: seconds and peak memory of one book of many real documents.

python -m tests.bench.handbook [--documents 80]
"""

import argparse
import resource
import time
from datetime import date

import pypdfium2

from registry.document import ParsedDocument
from registry.handbook import BookDocument, BookPart, HandbookContent, build
from registry.handbook.blocks import blocks
from registry.parsing.reading import parse
from registry.records import DocumentText, ResolvedCitation
from tests.bench._corpus import corpus_folder


def book_document(at: int, parsed: ParsedDocument) -> BookDocument:
    """Make a book document of a parsed file."""
    found = tuple(ResolvedCitation(citation, "unknown") for citation in parsed.citations)
    made, lost = blocks(DocumentText(at, parsed.text, parsed.provisions, found, ()))
    facts = parsed.header
    return BookDocument(
        key=str(at),
        number=facts.number or f"Không số ({at})",
        type=facts.type or "",
        title=facts.title or "",
        issuer="; ".join(facts.issuers),
        issued=facts.issued,
        effective=facts.effective.on if facts.effective else None,
        effect="in_force",
        effect_label="Còn hiệu lực",
        effect_reason="",
        source="",
        blocks=made,
        lost=lost,
    )


def main() -> None:
    """Build the book and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=80)
    count = parser.parse_args().documents
    paths = sorted((corpus_folder() / "gazette").glob("*.json"))[:count]
    documents = tuple(book_document(at, parse(path)) for at, path in enumerate(paths))
    parts = tuple(BookPart(f"Phần thử {at + 1}", documents[at::4]) for at in range(4))
    content = HandbookContent("Sổ tay thử", "Sở Tư pháp tỉnh Hư Cấu", "", date(2026, 6, 30), date(2026, 6, 30), parts)
    started = time.perf_counter()
    pdf = build(content)
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    with pypdfium2.PdfDocument(pdf) as book:
        pages = len(book)
    print(
        f"{len(documents)} documents, {pages:,} pages, {len(pdf) / 1e6:.1f} MB: {seconds:.1f} s, peak {memory:,.0f} MB"
    )


if __name__ == "__main__":
    main()
