"""Whoosh and tantivy as their manuals show them, on the same passages: what our engines are compared with."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from indexer.analysis import folded, syllables
from indexer.engines.base import Branch, Entry, Group, Plan
from indexer.engines.titles import spelled, text_of, with_titles
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
        self._index = index.open_dir(str(folder))
        self._searcher = self._index.searcher()

    def replace(self, document: int, rows: Sequence[tuple[int, str]]) -> None:
        """Drop a document, add its passages, commit, and look at the result."""
        writer = self._index.writer()
        writer.delete_by_term("document", document)
        for number, text in rows:
            writer.add_document(body=text, document=number)
        writer.commit()
        self._searcher = self._searcher.refresh()

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


class SameTantivy:
    """Tantivy asked for the same as our engine, by plain use of its Python package, and with nothing else around it.

    One text field with the words and pairs of a passage and of its document's names; the same boolean query, the 200
    best passages with their numbers, how many match, and which documents they belong to.
    """

    def __init__(self, folder: Path, entries: Iterable[Entry]) -> None:
        import tantivy

        folder.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        builder.add_unsigned_field("pid", fast=True)
        builder.add_unsigned_field("document", indexed=True, fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        self._tantivy = tantivy
        self.add(entries)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add passages in one commit."""
        self.replace((), entries)

    def replace(self, gone: Sequence[int], entries: Iterable[Entry]) -> None:
        """Drop documents, add passages, commit, and look at the result."""
        writer = self._index.writer(heap_size=256_000_000, num_threads=1)
        for document in gone:
            writer.delete_documents_by_term("document", document)
        for entry, title in with_titles(entries):
            made = self._tantivy.Document(text=f"{text_of(entry.body)} {text_of(title)}")
            made.add_unsigned("pid", entry.pid)
            made.add_unsigned("document", entry.document)
            writer.add_document(made)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def match(self, plan: Plan) -> Any:
        """Return the number of matching passages, the numbers of the 200 best, and the matching documents."""
        query = self._query(plan)
        found: Any = self._searcher.search(query, limit=200, count=True)
        pids = self._searcher.fast_field_values("pid", [address for _, address in found.hits])
        wanted = {"documents": {"terms": {"field": "document", "size": 1_000_000}}}
        buckets = self._searcher.aggregate(query, wanted)["documents"]["buckets"]
        return found.count, pids, [bucket["key"] for bucket in buckets]

    def _query(self, plan: Plan) -> Any:
        should, query = self._tantivy.Occur.Should, self._tantivy.Query
        branches = query.boolean_query([(should, self._branch(branch)) for branch in plan.branches])
        scoring = [(should, query.boost_query(self._term(term), weight)) for term, weight in plan.scoring]
        return query.boolean_query([(self._tantivy.Occur.Must, branches), *scoring])

    def _branch(self, branch: Branch) -> Any:
        occur = self._tantivy.Occur
        if branch.need == len(branch.groups):
            return self._tantivy.Query.boolean_query([(occur.Must, self._group(group)) for group in branch.groups])
        return self._tantivy.Query.boolean_query(
            [(occur.Should, self._group(group)) for group in branch.groups], minimum_number_should_match=branch.need
        )

    def _group(self, group: Group) -> Any:
        occur, query = self._tantivy.Occur, self._tantivy.Query
        clauses = [[self._term(term) for term in clause.terms] for clause in group.alternatives]
        made = [c[0] if len(c) == 1 else query.boolean_query([(occur.Must, term) for term in c]) for c in clauses]
        return made[0] if len(made) == 1 else query.boolean_query([(occur.Should, each) for each in made])

    def _term(self, term: str) -> Any:
        return self._tantivy.Query.term_query(self._schema, "text", spelled(term))
