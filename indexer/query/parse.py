"""Text to query. Whatever a person types is read; what makes no sense becomes a note with its position."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from indexer.analysis import tokens
from indexer.query.ast import Filter, Part, Phrase, Query, Words
from indexer.query.fields import FIELDS, field_of
from registry.text import nfc

LONGEST: Final = 1000
"""Characters of a query that are read."""

_LEXEMES: Final = re.compile(
    r"(?P<minus>(?<!\S)[-−–](?=\S))?"
    r'(?:(?P<field>[^\W\d][\w]*):(?:"(?P<quoted>[^"]*)"?|(?P<value>[^\s"]+))'
    r'|["“”](?P<phrase>[^"“”]*)(?P<close>["“”])?'
    r"|(?P<either>(?:OR|HOẶC)(?!\S))"
    r'|(?P<word>[^\s"“”]+))'
)


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: Literal["words", "phrase", "filter", "or"]
    minus: bool
    value: Words | Phrase | Filter | None = None


def parse(text: str) -> Query:
    """Read a query; never fails.

    Args:
        text: As typed; what is beyond LONGEST characters is left out, with a note.
    """
    composed = nfc(text)
    notes: list[str] = []
    if len(composed) > LONGEST:
        notes.append(f"Câu tìm quá dài: chỉ đọc {LONGEST} ký tự đầu.")
        composed = composed[:LONGEST]
    pieces = [piece for found in _LEXEMES.finditer(composed) for piece in _piece(found, notes)]
    parts = tuple(part for part in (_part(run) for run in _runs(pieces, notes)) if part != Part())
    return Query(text, parts, tuple(notes))


def _piece(found: re.Match[str], notes: list[str]) -> Iterator[_Piece]:
    minus = bool(found["minus"])
    if found["either"]:
        yield _Piece("or", False)
    elif found["phrase"] is not None:
        yield from _phrase(found, minus, notes)
    elif found["field"]:
        yield from _field(found, minus, notes)
    else:
        yield from _words(found["word"], minus)


def _words(text: str, minus: bool) -> Iterator[_Piece]:
    read = tuple(tokens(text))
    if read:
        kind: Literal["words", "phrase"] = "phrase" if len(read) > 1 and any(map(str.isdigit, text)) else "words"
        yield _Piece(kind, minus, Phrase(read) if kind == "phrase" else Words(read))


def _phrase(found: re.Match[str], minus: bool, notes: list[str]) -> Iterator[_Piece]:
    if not found["close"]:
        notes.append(f"Dấu ngoặc kép mở ở vị trí {found.start('phrase')} chưa đóng: lấy đến hết câu.")
    read = tuple(tokens(found["phrase"]))
    if read:
        yield _Piece("phrase", minus, Phrase(read))
    else:
        notes.append(f"Không có chữ nào trong ngoặc kép ở vị trí {found.start() + 1}.")


def _field(found: re.Match[str], minus: bool, notes: list[str]) -> Iterator[_Piece]:
    field = field_of(found["field"])
    value = found["quoted"] if found["quoted"] is not None else found["value"]
    if field is None:
        names = ", ".join(f"{each.names[0]}:" for each in FIELDS)
        notes.append(f"Không có trường “{found['field']}” (vị trí {found.start('field') + 1}); các trường: {names}.")
        read = tuple(tokens(f"{found['field']} {value}"))
        yield _Piece("words", minus, Words(read))
    elif value.strip():
        yield _Piece("filter", minus, Filter(field.key, value.strip(), found.start(), found.end()))
    else:
        notes.append(f"Trường “{found['field']}” (vị trí {found.start('field') + 1}) chưa có giá trị.")


def _runs(pieces: Iterable[_Piece], notes: list[str]) -> list[list[_Piece]]:
    runs: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece.kind == "or":
            runs.append([])
        else:
            runs[-1].append(piece)
    if len(runs) > 1 and not all(runs):
        notes.append("OR phải đứng giữa hai vế: đã bỏ qua chỗ thiếu vế.")
    return runs


def _part(run: list[_Piece]) -> Part:
    wanted = [p.value for p in run if not p.minus and not isinstance(p.value, Filter) and p.value]
    without = [p.value for p in run if p.minus and not isinstance(p.value, Filter) and p.value]
    return Part(
        wanted=tuple(_merged(wanted)),
        without=tuple(without),
        filters=tuple(p.value for p in run if isinstance(p.value, Filter) and not p.minus),
        not_filters=tuple(p.value for p in run if isinstance(p.value, Filter) and p.minus),
    )


def _merged(pieces: Iterable[Words | Phrase]) -> Iterator[Words | Phrase]:
    """Join neighbouring plain words, so that synonyms and pairs are seen across blanks."""
    waiting: list[Words] = []
    for piece in pieces:
        if isinstance(piece, Words):
            waiting.append(piece)
            continue
        if waiting:
            yield Words(tuple(token for words in waiting for token in words.tokens))
            waiting = []
        yield piece
    if waiting:
        yield Words(tuple(token for words in waiting for token in words.tokens))
