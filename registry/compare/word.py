"""A comparison as a DOCX: a table of two columns; what differs carries styles of its own that a reader can change."""

import io
from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import UTC, date, datetime, time
from typing import Any, Final

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_UNDERLINE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell

from registry.compare.report import Head, Line, Report, side_runs

REMOVED: Final = "Vanban bỏ"
ADDED: Final = "Vanban thêm"
GAP: Final = "Vanban lược"
_STYLES: Final = {"removed": REMOVED, "added": ADDED, "gap": GAP}
_CONTROL: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), " ")


def build(report: Report, printed: date | None = None) -> bytes:
    """Write a comparison as a DOCX.

    Args:
        report: What is written.
        printed: Day that the file says it was made on; today when not given.
    """
    made = docx.Document()
    _prepare(made, report, datetime.combine(printed or date.today(), time(), UTC))
    made.add_heading(_fit(report.title), 1)
    _heads(made, report)
    _notes(made, report)
    _table(made, report)
    body = io.BytesIO()
    made.save(body)
    return body.getvalue()


def _prepare(made: Any, report: Report, at: datetime) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(16)
    section.top_margin = section.bottom_margin = Mm(16)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(10.5)
    normal.paragraph_format.space_after = Pt(3)
    _language(normal, "vi-VN" if report.language == "vi" else "en-GB")
    for level in (1, 2):
        heading = made.styles[f"Heading {level}"]
        heading.font.name, heading.font.color.rgb = "Times New Roman", RGBColor(0, 0, 0)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            heading.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)
        heading.element.rPr.rFonts.set(qn("w:hAnsi"), "Times New Roman")
    _mark(made, REMOVED, RGBColor(0x9C, 0x2A, 0x21)).strike = True
    _mark(made, ADDED, RGBColor(0x17, 0x66, 0x3A)).underline = WD_UNDERLINE.DOUBLE
    _mark(made, GAP, RGBColor(0x58, 0x5E, 0x67)).italic = True
    core = made.core_properties
    core.title, core.author, core.language = _fit(report.title), "Vanban", report.language
    core.created = core.modified = at
    core.comments = ""
    footer = section.footer.paragraphs[0]
    footer.text = _fit(report.words.printed)


def _mark(made: Any, name: str, colour: RGBColor) -> Any:
    style = made.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    style.font.color.rgb = colour
    return style.font


def _language(style: Any, code: str) -> None:
    element = OxmlElement("w:lang")
    element.set(qn("w:val"), code)
    style.element.get_or_add_rPr().append(element)


def _heads(made: Any, report: Report) -> None:
    table = made.add_table(rows=1, cols=2)
    table.style = made.styles["Table Grid"]
    for cell, head, column in zip(
        table.rows[0].cells, (report.left, report.right), (report.words.left, report.words.right), strict=True
    ):
        _head(cell, head, column)


def _head(cell: Any, head: Head, column: str) -> None:
    first = cell.paragraphs[0]
    first.add_run(f"{column} · {_fit(head.day)}")
    name = cell.add_paragraph().add_run(", ".join(filter(None, (f"{head.type} {head.number}".strip(), head.place))))
    name.bold = True
    for told in (head.title, head.status, head.source):
        if told:
            cell.add_paragraph(_fit(told))


def _notes(made: Any, report: Report) -> None:
    words = report.words
    if report.summary:
        made.add_paragraph(" · ".join(report.summary) + ".")
    legend = made.add_paragraph(f"{words.legend} ")
    legend.add_run(words.removed, style=REMOVED)
    legend.add_run("; ")
    legend.add_run(words.added, style=ADDED)
    legend.add_run(".")
    made.add_paragraph(words.note)
    if not any(line.runs for line in report.lines):
        made.add_paragraph().add_run(words.nothing).bold = True


def _table(made: Any, report: Report) -> None:
    table = made.add_table(rows=1, cols=2)
    table.style = made.styles["Table Grid"]
    rows = _Rows(table, {kind: made.styles[name].style_id for kind, name in _STYLES.items()})
    for cell, head in zip(table.rows[0].cells, (report.left, report.right), strict=True):
        cell.paragraphs[0].add_run(" · ".join(filter(None, (head.place, head.number, head.day)))).bold = True
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for line in report.lines:
        _line(rows, line, report.words.gap)


class _Rows:
    """Adds rows by copying an empty one: the library looks through all cells for each row that it adds itself."""

    def __init__(self, table: Any, styles: Mapping[str, str]) -> None:
        self.table = table
        self.styles = styles
        self.pair = deepcopy(table.rows[0]._tr)
        self.whole = deepcopy(self.pair)
        first, second = self.whole.tc_lst
        self.whole.remove(second)
        first.grid_span = 2

    def add(self, *, whole: bool = False) -> list[Any]:
        """Add a row; return its cells, one when it is ``whole``."""
        row = deepcopy(self.whole if whole else self.pair)
        self.table._tbl.append(row)
        return [_Cell(each, self.table) for each in row.tc_lst]


def _line(rows: _Rows, line: Line, gap: str) -> None:
    whole = rows.add(whole=True)[0].paragraphs[0]
    if not line.word:
        whole.add_run(_fit(line.heading))._r.style = rows.styles["gap"]
        return
    whole.paragraph_format.keep_with_next = True
    whole.add_run(_fit(line.heading)).bold = True
    whole.add_run(f" – {line.word}")
    if line.runs:
        for cell, side in zip(rows.add(), ("left", "right"), strict=True):
            _write(cell, side_runs(line.runs, side, gap), rows.styles)


def _write(cell: Any, runs: Iterable[tuple[str, str]], ids: Mapping[str, str]) -> None:
    paragraph = cell.paragraphs[0]
    for kind, words in runs:
        for number, part in enumerate(_fit(words).split("\n")):
            if number:
                paragraph = cell.add_paragraph()
            if part:
                paragraph.add_run(part)._r.style = ids.get(kind)


def _fit(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return text.translate(_CONTROL)
