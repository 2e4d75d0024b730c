"""Word 97-2003 files ([MS-DOC]): paragraphs with their automatic numbers, tables as rows, notes, text boxes."""

import struct

from registry.issues import issue
from registry.parsing.footnotes import RULE
from registry.parsing.formats.list_labels import ListLabels, Lists
from registry.parsing.formats.msdoc import other_programs
from registry.parsing.formats.msdoc.bins import Bins, paragraph_properties, run_properties
from registry.parsing.formats.msdoc.container import Streams, open_streams
from registry.parsing.formats.msdoc.fib import Fib, Part, Story, is_later_word, part, plc, read_fib
from registry.parsing.formats.msdoc.fields import shown
from registry.parsing.formats.msdoc.lists import read_lists
from registry.parsing.formats.msdoc.notes import Note, boxes, field_marks, notes
from registry.parsing.formats.msdoc.pieces import read_pieces, read_text
from registry.parsing.formats.msdoc.stories import Formatting, Reader
from registry.parsing.formats.msdoc.styles import read_fonts, read_styles
from registry.parsing.limits import broken, check_text
from registry.parsing.lines import mend
from registry.parsing.raw import FileKind, Layout, RawDocument
from registry.parsing.recovery import recover


def read(data: bytes) -> RawDocument:
    """Read a Word 97-2003 file; one of an older Word goes through another program.

    Raises:
        InputRefused: It is damaged, cut off, encrypted, holds tracked changes or no text.
        MissingTool: It is of an older Word, and neither catdoc nor LibreOffice is installed.
    """
    streams = open_streams(data)
    try:
        if not is_later_word(streams.word):
            return other_programs.read(data)
        return _read(streams)
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise broken("tệp Word") from error


def _read(streams: Streams) -> RawDocument:
    fib = read_fib(streams.word)
    table = streams.tables[fib.table]
    pieces = read_pieces(part(fib, table, Part.PIECES), sum(fib.lengths))
    formatting = Formatting(
        pieces,
        Bins(part(fib, table, Part.RUNS), streams.word, run_properties),
        Bins(part(fib, table, Part.PARAGRAPHS), streams.word, paragraph_properties),
        read_styles(part(fib, table, Part.STYLES)),
        read_fonts(part(fib, table, Part.FONTS)),
        lambda place: _outlying(streams.data, place),
    )
    listed = field_marks(fib, table)
    text, numbered = shown(read_text(pieces, streams.word), lambda at: at in listed or formatting.is_special(at))
    told, (placed, loose) = notes(fib, table), boxes(fib, table)
    reader = Reader(
        text, formatting, ListLabels(_lists(fib, table)), {note.anchor: note.number for note in told},
        frozenset(plc(part(fib, table, Part.SECTIONS), 12)[0]), placed,
    )  # fmt: skip
    lines = [line for stretch in (fib.story(Story.MAIN), *loose) for line in reader.lines(*stretch)]
    return _document(
        mend(lines), [line for note in told for line in _note(reader, note)], reader.met, numbered=numbered
    )


def _document(lines: list[str], told: list[str], met: set[str], *, numbered: bool) -> RawDocument:
    found = recover("\n".join([*lines, RULE, *told] if told else lines))
    doubts = tuple(issue("legacy-encoding", encoding=name) for name in sorted(met)) or found.issues
    if numbered:
        doubts += (issue("numbers-unread", what="trường AUTONUM hoặc LISTNUM không ghi số vào tệp"),)
    return RawDocument(FileKind.DOC, check_text(found.text), Layout.PARAGRAPHS, {}, doubts)


def _lists(fib: Fib, table: bytes) -> Lists:
    if not part(fib, table, Part.LISTS):
        return Lists()
    return read_lists(table, fib.places[Part.LISTS][0], part(fib, table, Part.LIST_USES))


def _note(reader: Reader, note: Note) -> list[str]:
    """Return the lines of a note, beginning with its mark."""
    lines = reader.lines(note.start, note.end)
    return [f"[{note.number}] {lines[0]}", *lines[1:]] if lines else []


def _outlying(data: bytes, place: int) -> bytes:
    """Return a property list that is kept in the Data stream ([MS-DOC] PrcData)."""
    size = int.from_bytes(data[place : place + 2], "little")
    return data[place + 2 : place + 2 + size]
