"""A comparison as a PDF: two columns, marks told by lines as well as colour, tagged for readers that speak it."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Any, Final

from registry.compare.report import Head, Line, Report, side_runs
from registry.handbook.fonts import FAMILIES, coverage, shipped
from registry.handbook.press import Limits, typeset
from registry.handbook.printable import LOST_MARK, breakable, printable

LIMITS: Final = Limits(seconds=120.0, megabytes=3072)


def build(report: Report, printed: date | None = None) -> bytes:
    """Print a comparison.

    Args:
        report: What is printed.
        printed: Day that the file says it was made on; today when not given.

    Raises:
        MissingTool: A font is missing.
        VanbanError: The comparison is too long for the limits of the press.
    """
    template = files("registry.compare").joinpath("paper.typ").read_bytes()
    pdf, _marks = typeset(template, data(report), printed or date.today(), limits=LIMITS)
    return pdf


def data(report: Report) -> dict[str, Any]:
    """Return what the template reads."""
    words = report.words
    return {
        "title": _fit(report.title),
        "language": report.language,
        "fonts": list(FAMILIES),
        "left": _head(report.left, words.left),
        "right": _head(report.right, words.right),
        "summary": [_fit(each) for each in report.summary],
        "legend": {"name": words.legend, "removed": words.removed, "added": words.added},
        "note": words.note,
        "nothing": "" if any(line.runs for line in report.lines) else words.nothing,
        "printed": _fit(words.printed),
        "page": words.page,
        "lines": [_line(line, words.gap) for line in report.lines],
    }


def _head(head: Head, column: str) -> dict[str, str]:
    address = head.source if head.source.startswith(("https://", "http://")) else ""
    told = {name: _fit(getattr(head, name)) for name in ("number", "type", "title", "place", "day", "status")}
    return told | {"column": column, "source": breakable(head.source), "address": address}


def _line(line: Line, gap: str) -> dict[str, Any]:
    return {
        "heading": _fit(line.heading),
        "word": line.word,
        "left": list(_runs(line, "left", gap)),
        "right": list(_runs(line, "right", gap)),
    }


def _runs(line: Line, side: str, gap: str) -> Iterator[list[Any]]:
    """Yield runs as [kind, lines]: the template sets a line break between two lines."""
    for kind, words in side_runs(line.runs, side, gap):
        yield [kind, [_fit(each) for each in words.split("\n")]]


def _fit(text: str) -> str:
    """Return a text of which every character can be printed; what has no glyph is shown as lost, never dropped."""
    known = coverage(shipped())
    shown, _lost = printable(text)
    if all(ord(each) in known or each.isspace() for each in shown):
        return breakable(shown)
    return breakable("".join(each if ord(each) in known or each.isspace() else LOST_MARK for each in shown))
