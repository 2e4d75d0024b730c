"""Writing a Whoosh segment term by term instead of posting by posting: the same files at half the work.

Whoosh's own writer hands every posting through four Python calls, sorts them all as tuples and compresses one block for
each term, however short. Here the postings of a term are gathered as they come (passages arrive in order), only the
terms are sorted, and lists of a few postings stand in the term index, where Whoosh's own reader looks for them.
Nothing of this is needed to read the files: they name Whoosh's own codec.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PostingsWriter, W3Segment

BLOCK: Final = 512
"""Postings that are compressed together."""
SHORT: Final = 12
"""A list of at most this many postings is kept in the term index."""

Postings = tuple[str, bytes, Sequence[int], Sequence[float]]


class Codec(W3Codec):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's codec with the writers below; what it writes is read by :class:`W3Codec`."""

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=BLOCK, compression=1)

    def new_segment(self, _storage: Any, indexname: str) -> Any:
        """Return a segment that remembers Whoosh's own codec."""
        return W3Segment(W3Codec(blocklimit=BLOCK, compression=1), indexname)

    def field_writer(self, storage: Any, segment: Any) -> Any:
        """Return the writer of terms."""
        return _Terms(self, storage, segment)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> Any:
        """Return the writer of postings."""
        return _Lists(dbfile, blocklimit=BLOCK, byteids=byteids, compression=1)


class Pool:
    """The postings of a segment that is being written, gathered by term. Takes the place of Whoosh's sorting pool."""

    def __init__(self) -> None:
        self._fields: dict[str, dict[str, list[Any]]] = {}

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Take one posting, as Whoosh gives it when it adds or merges."""
        name, text, number, weight, _ = item
        self.add_terms(name, number, {text.decode(): weight})

    def add_terms(self, name: str, number: int, counted: dict[str, Any]) -> None:
        """Take all terms of one field of one passage; passages come in ascending order."""
        lists = self._fields.setdefault(name, {})
        for term, count in counted.items():
            flat = lists.get(term)
            if flat is None:
                lists[term] = [number, count]
            else:
                flat.append(number)
                flat.append(count)

    def iter_postings(self) -> Iterator[Postings]:
        """Yield each term with its postings, in the order of the file."""
        for name in sorted(self._fields):
            lists = self._fields[name]
            for term in sorted(lists):
                flat = lists[term]
                yield name, term.encode(), flat[::2], flat[1::2]

    def cleanup(self) -> None:
        """Let go of the postings."""
        self._fields = {}


class _Terms(W3FieldWriter):  # type: ignore[misc]
    def add_postings(self, schema: Any, _lengths: Any, items: Iterable[Postings]) -> None:
        last = None
        for name, text, numbers, counts in items:
            if name != last:
                if last is not None:
                    self.finish_field()
                self.start_field(name, schema[name])
                last = name
            self.start_term(text)
            self._postwriter.add_list(numbers, counts)
            self.finish_term()
        if last is not None:
            self.finish_field()


class _Lists(W3PostingsWriter):  # type: ignore[misc]
    _ids: Any
    _terminfo: Any

    def add_list(self, numbers: Sequence[int], counts: Sequence[float]) -> None:
        for start in range(0, len(numbers), BLOCK):
            if self._ids:
                self._write_block()
            self._ids = array("I", numbers[start : start + BLOCK])
            self._weights = array("f", counts[start : start + BLOCK])
            self._maxweight = max(self._weights)

    def finish_postings(self) -> Any:
        if self.written() or len(self) > SHORT:
            return super().finish_postings()
        info, self._terminfo = self._terminfo, None
        info.add_block(self)
        info.set_inlined(self._ids, self._weights, ())
        return info
