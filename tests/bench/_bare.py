"""Whoosh and tantivy as their manuals show them, on the same passages: what our engines are compared with."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from indexer.analysis import folded, syllables
from indexer.passages import passages
from indexer.shelf import Work


def texts(works: Sequence[Work]) -> list[tuple[int, str]]:
    """Return (document, folded text) of every passage."""
    return [
        (work.document, " ".join(folded(syllables(work.text[passage.start : passage.end]))))
        for work in works
        for passage in passages(work.text, work.provisions)
    ]


class BareWhoosh:
    """One TEXT field with positions, BM25F, facets by ``groupedby``."""

    def __init__(self, folder: Path, rows: Sequence[tuple[int, str]]) -> None:
        from whoosh import index
        from whoosh.analysis import SpaceSeparatedTokenizer
        from whoosh.fields import NUMERIC, TEXT, Schema

        folder.mkdir()
        schema = Schema(body=TEXT(analyzer=SpaceSeparatedTokenizer()), document=NUMERIC(sortable=True, stored=True))
        writer = index.create_in(str(folder), schema).writer(limitmb=1024)
        for document, text in rows:
            writer.add_document(body=text, document=document)
        writer.commit()
        self._searcher = index.open_dir(str(folder)).searcher()

    def words(self, terms: Sequence[str]) -> Any:
        """Passages with every word."""
        from whoosh.query import And, Term

        return self._searcher.search(And([Term("body", term) for term in terms]), limit=20)

    def words_with_facets(self, terms: Sequence[str]) -> Any:
        """The same, counting seven facets."""
        from whoosh.query import And, Term
        from whoosh.sorting import Facets, FieldFacet

        facets = Facets({f"facet{number}": FieldFacet("document") for number in range(7)})
        return self._searcher.search(And([Term("body", term) for term in terms]), limit=20, groupedby=facets)

    def question(self, terms: Sequence[str]) -> Any:
        """Passages with any word of a question."""
        from whoosh.query import Or, Term

        return self._searcher.search(Or([Term("body", term) for term in terms]), limit=20)

    def phrase(self, terms: Sequence[str]) -> Any:
        """Passages with the words side by side."""
        from whoosh.query import Phrase

        return self._searcher.search(Phrase("body", list(terms)), limit=20)

    def prefix(self, start: str) -> Any:
        """Passages with a word that begins so."""
        from whoosh.query import Prefix

        return self._searcher.search(Prefix("body", start), limit=8)


class BareTantivy:
    """One text field with positions."""

    def __init__(self, folder: Path, rows: Sequence[tuple[int, str]]) -> None:
        import tantivy

        folder.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", tokenizer_name="whitespace")
        builder.add_unsigned_field("document", fast=True)
        self._schema = builder.build()
        index = tantivy.Index(self._schema, path=str(folder))
        writer = index.writer(heap_size=256_000_000, num_threads=1)
        for document, text in rows:
            made = tantivy.Document(body=text)
            made.add_unsigned("document", document)
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()
        self._tantivy = tantivy

    def _terms(self, terms: Sequence[str], occur: Any) -> Any:
        query = self._tantivy.Query
        return query.boolean_query([(occur, query.term_query(self._schema, "body", term)) for term in terms])

    def words(self, terms: Sequence[str]) -> Any:
        """Passages with every word."""
        return self._searcher.search(self._terms(terms, self._tantivy.Occur.Must), limit=20)

    def question(self, terms: Sequence[str]) -> Any:
        """Passages with any word of a question."""
        return self._searcher.search(self._terms(terms, self._tantivy.Occur.Should), limit=20)

    def phrase(self, terms: Sequence[str]) -> Any:
        """Passages with the words side by side."""
        return self._searcher.search(self._tantivy.Query.phrase_query(self._schema, "body", list(terms)), limit=20)
