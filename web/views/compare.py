"""Two texts side by side as a page shows and prints them: sides, summary, rows, folds, pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from flask_babel import gettext as _
from flask_babel import ngettext

from registry.compare import Row, Unit
from registry.compare.report import Compared, Head, Line, Marked, Report, Run, Words
from registry.compare.units import CLOSING, OPENING
from registry.document import Provision, ProvisionKind
from web import addresses
from web.comparing import Chosen
from web.views import documents, words
from web.views.contents import label_chain

PAGE: Final = 24_000  # characters of both sides on one page; with markup about 15 kB compressed
FOLDED: Final = 6_000  # characters of an unchanged stretch that are sent to be unfolded in the page
_OFFERED: Final = {
    ProvisionKind.PART, ProvisionKind.CHAPTER, ProvisionKind.SECTION, ProvisionKind.ARTICLE, ProvisionKind.ANNEX,
}  # fmt: skip
_NAMED: Final = 60
_LISTED: Final = 60


@dataclass(frozen=True, slots=True)
class Option:
    """A provision that may be chosen."""

    id: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SideView:
    """One side.

    Args:
        row: The document.
        side: What is compared, as the address tells it.
        place: The provision in words, or empty.
        day: Which text it is, in words.
        url: Where that text is read.
        options: Provisions to choose from.
    """

    row: documents.DocumentRow
    side: addresses.Side
    place: str
    day: str
    url: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """A row that differs, or (with ``state`` ``same``) one that is shown because everything is.

    Args:
        id: Anchor on its page.
        state: State of :class:`registry.compare.Row`, or ``moved`` when nothing but the place differs.
        word: What happened, in words.
        label: What it is about.
        left: Where the left one is read, or None.
        right: Where the right one is read, or None.
        runs: Marked words; empty for what is shown elsewhere.
    """

    id: str
    state: str
    word: str
    label: str
    left: str | None
    right: str | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class FoldView:
    """A stretch that is the same on both sides.

    Args:
        count: How many units.
        label: From which to which.
        url: Where it begins on the right.
        paragraphs: Its words when they are short enough to be unfolded in the page.
    """

    count: int
    label: str
    url: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Jump:
    """A line of the summary: what differs, and where it is shown."""

    label: str
    word: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of a comparison."""

    entries: tuple[RowView | FoldView, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """Rows that are shown together: one that differs, or a run of those that do not."""

    rows: tuple[Marked, ...]
    fold: bool
    id: str
    size: int


def side(chosen: Chosen) -> SideView:
    """Return one side as it is shown."""
    record, asked = chosen.record, chosen.side
    place = label_chain(chosen.provisions, asked.provision) if asked.provision else ""
    day = _("tại ngày %(day)s", day=words.day(asked.day)) if asked.day else _("như ban hành")
    return SideView(documents.row(record), asked, place, day, _read_at(chosen, asked.provision), _options(chosen))


def _read_at(chosen: Chosen, provision: str) -> str:
    asked = chosen.side
    if asked.day is None:
        return addresses.document(asked.document, provision or None)
    if provision:
        return addresses.place_on_day(asked.document, asked.day, provision)
    return addresses.on_day(asked.document, asked.day)


def _options(chosen: Chosen) -> tuple[Option, ...]:
    wanted = chosen.side.provision
    return tuple(
        Option(each.id, _option(chosen.provisions, each), each.id == wanted)
        for each in chosen.provisions
        if each.kind in _OFFERED or each.id == wanted
    )


def _option(provisions: Sequence[Provision], each: Provision) -> str:
    label = each.label if each.kind in _OFFERED else label_chain(provisions, each.id)
    heading = " ".join(each.heading.split())
    short = heading if len(heading) <= _NAMED else heading[:_NAMED].rsplit(" ", 1)[0] + "…"
    return f"{label}. {short}" if short else label


def state_words() -> dict[str, str]:
    """Return what is said of each kind of difference."""
    return {
        "changed": _("Khác chữ"),
        "left": _("Chỉ có bên trái"),
        "right": _("Chỉ có bên phải"),
        "moved": _("Chuyển chỗ"),
        "away": _("Ở chỗ khác bên phải"),
        "same": _("Giống nhau"),
    }


def _word(row: Row) -> str:
    told = state_words()
    if row.state == "same" and row.moved:
        return told["moved"]
    if row.state == "changed" and row.moved:
        return str(_("Chuyển chỗ và khác chữ"))
    if row.state == "same" and row.renamed:
        return str(_("Giống nhau, đánh số khác"))
    return told[row.state]


def _differs(each: Marked) -> bool:
    row = each.row
    return row.state != "same" or (row.moved and not row.along)


def _shown(rows: Sequence[Marked]) -> list[Marked]:
    """Leave out what only follows the provision around it: it is told once."""
    return [each for each in rows if not (each.row.state == "away" and each.row.along)]


def entries(found: Compared, *, everything: bool) -> tuple[_Entry, ...]:
    """Group the rows: each difference by itself, unchanged stretches together (unless everything is shown)."""
    made: list[_Entry] = []
    for differs, group in groupby(_shown(found.rows), key=_differs):
        rows = tuple(group)
        if differs or everything:
            made += [_Entry((each,), False, f"k{len(made) + at}", _size(each)) for at, each in enumerate(rows)]
        else:
            size = sum(len(each.row.left.text) for each in rows if each.row.left)
            made.append(_Entry(rows, True, f"k{len(made)}", size if size <= FOLDED else 0))
    return tuple(made)


def _size(each: Marked) -> int:
    return sum(len(run.left) + len(run.right) for run in each.runs)


def pages(found: Sequence[_Entry]) -> tuple[tuple[_Entry, ...], ...]:
    """Cut the entries into pages of at most :data:`PAGE` characters; a longer entry has one of its own."""
    made: list[list[_Entry]] = [[]]
    size = 0
    for entry in found:
        if made[-1] and size + entry.size > PAGE:
            made.append([])
            size = 0
        made[-1].append(entry)
        size += entry.size
    return tuple(tuple(page) for page in made)


def jumps(left: Chosen, right: Chosen, cut: Sequence[Sequence[_Entry]], everything: bool) -> tuple[Jump, ...]:
    """Return the differences of all pages with their places; at most :data:`_LISTED`."""
    made: list[Jump] = []
    for number, page in enumerate(cut, 1):
        for entry in page:
            if not entry.fold and _differs(entry.rows[0]) and len(made) < _LISTED:
                row = entry.rows[0].row
                url = page_address(left, right, number, everything) if len(cut) > 1 else ""
                made.append(Jump(_label(row), _word(row), row.state, f"{url}#{entry.id}"))
    return tuple(made)


def page_address(left: Chosen, right: Chosen, page: int, everything: bool) -> str:
    """Return the address of one page of a comparison."""
    more = ({"hien": "tat-ca"} if everything else {}) | ({"trang": str(page)} if page > 1 else {})
    return addresses.compare(left.side, right.side, more)


def view(left: Chosen, right: Chosen, page: Sequence[_Entry]) -> tuple[RowView | FoldView, ...]:
    """Return the entries of a page as they are shown."""
    return tuple(_fold(right, each.rows) if each.fold else _row(left, right, each) for each in page)


def _row(left: Chosen, right: Chosen, entry: _Entry) -> RowView:
    row = entry.rows[0].row
    state = "moved" if row.state == "same" and row.moved else row.state
    return RowView(
        entry.id,
        state,
        _word(row),
        _label(row),
        _unit_address(left, row.left),
        _unit_address(right, row.right),
        entry.rows[0].runs,
    )


def _fold(right: Chosen, rows: Sequence[Marked]) -> FoldView:
    units = [each.row.right for each in rows if each.row.right]
    size = sum(len(unit.text) for unit in units)
    paragraphs = tuple(unit.text for unit in units) if size <= FOLDED else ()
    return FoldView(len(rows), _from_to(rows), _unit_address(right, units[0]), paragraphs)


def _from_to(rows: Sequence[Marked]) -> str:
    """Say from where to where an unchanged stretch goes, by both names when the sides call it differently."""
    first, last = rows[0].row, rows[-1].row
    ends = [
        " – ".join(dict.fromkeys(name(unit) for unit in pair if unit))
        for pair in ((first.left, last.left), (first.right, last.right))
    ]
    return " → ".join(dict.fromkeys(ends))


def name(unit: Unit) -> str:
    """Return what a unit is called; what stands outside the provisions has a name too."""
    if unit.label:
        return unit.label
    if unit.id.startswith(CLOSING):
        return str(_("Phần ký, nơi nhận"))
    line = unit.id.removeprefix(OPENING).lstrip(".")
    return str(_("Đoạn %(n)s", n=line) if line else _("Phần mở đầu"))


def _label(row: Row) -> str:
    one, other = (name(unit) if unit else "" for unit in (row.left, row.right))
    return " → ".join(dict.fromkeys(filter(None, (one, other))))


def _unit_address(chosen: Chosen, unit: Unit | None) -> str | None:
    if unit is None:
        return None
    return _read_at(chosen, "" if unit.id.startswith("~") else unit.id)


def summary(found: Compared) -> tuple[str, ...]:
    """Return in words how many units differ, and how."""
    count = found.counts
    told = (
        (count["changed"], ngettext("%(num)s đơn vị khác chữ", "%(num)s đơn vị khác chữ", count["changed"])),
        (count["left"], ngettext("%(num)s chỉ có bên trái", "%(num)s chỉ có bên trái", count["left"])),
        (count["right"], ngettext("%(num)s chỉ có bên phải", "%(num)s chỉ có bên phải", count["right"])),
        (count["moved"], ngettext("%(num)s chuyển chỗ", "%(num)s chuyển chỗ", count["moved"])),
        (count["same"], ngettext("%(num)s giống nhau", "%(num)s giống nhau", count["same"])),
    )
    return tuple(words for number, words in told if number)


def report(left: Chosen, right: Chosen, found: Compared, host: str, today: date) -> Report:
    """Return a comparison ready for printing.

    Args:
        left: First side.
        right: Second side.
        found: Both beside each other.
        host: Where the site is, for full addresses.
        today: Day of printing.
    """
    sides = side(left), side(right)
    return Report(
        title=_("So sánh %(left)s với %(right)s", left=_short(sides[0]), right=_short(sides[1])),
        language=_("vi"),
        left=_head(sides[0], host),
        right=_head(sides[1], host),
        summary=summary(found),
        lines=tuple(_lines(entries(found, everything=False))),
        words=_printed_words(host, today),
    )


def _short(each: SideView) -> str:
    return " ".join(filter(None, (each.place, each.row.number, f"({each.day})" if each.side.day else "")))


def _head(each: SideView, host: str) -> Head:
    row = each.row
    word, reason = row.status.word, row.status.reason
    status = reason if reason.startswith(word) else f"{word}. {reason}".strip(". ")
    return Head(row.number, row.type, row.title, each.place, each.day, status, host + each.url)


def _lines(found: Sequence[_Entry]) -> Iterator[Line]:
    for entry in found:
        first = entry.rows[0]
        if entry.fold:
            same = ngettext("%(num)s đơn vị giống nhau", "%(num)s đơn vị giống nhau", len(entry.rows))
            yield Line(f"{same}: {_from_to(entry.rows)}")
        else:
            yield Line(_label(first.row), _word(first.row), first.runs)


def _printed_words(host: str, today: date) -> Words:
    return Words(
        left=_("Bên trái"),
        right=_("Bên phải"),
        gap=_("[… {n} từ không in …]"),
        legend=_("Cách đọc:"),
        removed=_("chữ gạch ngang chỉ có bên trái"),
        added=_("chữ gạch chân đôi chỉ có bên phải"),
        note=_("Bản điện tử để tra cứu; văn bản ký, đóng dấu là bản có giá trị pháp lý."),
        nothing=_("Hai bên giống nhau từng chữ."),
        printed=_("In từ %(site)s ngày %(day)s", site=host.partition("://")[2], day=words.day(today)),
        page=_("trang"),
    )
