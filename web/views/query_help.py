"""The page that teaches how to write a query: made from the table of fields, every example a search."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from indexer.query import FIELDS
from indexer.values import SearchRequest
from registry.vocabulary import vocabulary
from web.addresses import SearchState
from web.views.snippets import Run

_PLACE: Final = re.compile(r"vị trí (\d+)")
_NEAR: Final = 24


@dataclass(frozen=True, slots=True)
class Example:
    """A query and the address of its results."""

    query: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A way of writing: what it does, how it is typed, examples."""

    what: str
    typed: tuple[str, ...]
    examples: tuple[Example, ...]


def ways() -> tuple[Line, ...]:
    """Return what can be typed besides fields."""
    return (
        _line(
            _("Nhiều từ: văn bản chứa càng đủ, càng sát nhau càng đứng trước. Gõ không dấu cũng được."), "von su nghiep"
        ),
        _line(_("Đúng cả cụm từ"), '"hộ mới thoát nghèo"', '"nhà tạm, nhà dột nát"', typed=('"…"',)),
        _line(
            _("Bỏ văn bản có từ hoặc cụm từ này"), "giảm nghèo -thông báo", '-"kế hoạch vốn" nông thôn', typed=("-",)
        ),
        _line(_("Một trong hai vế"), "NTM OR DTTS", "nhà dột nát HOẶC nhà tạm", typed=("OR", "HOẶC")),
        _line(
            _("Khoảng năm, khoảng ngày; bỏ trống một đầu nghĩa là không giới hạn"),
            "nam:2022..",
            "ngay:01/2023..6/2023",
            typed=("..",),
        ),
        _line(_("Bỏ theo trường"), "giảm nghèo -cap:tỉnh", typed=("-trường:",)),
        _line(_("Kết hợp"), 'loai:"thông tư" nam:2022..2023 "vốn sự nghiệp" -coquan:btc'),
    )


def fields() -> tuple[Line, ...]:
    """Return the fields of the query language, in the order of their table."""
    more = {
        "effect": [f'hieuluc:"{each.label.lower()}"' for each in vocabulary().effects],
        "programme": [f"chuongtrinh:{each.code}" for each in vocabulary().programmes],
    }
    return tuple(
        _line(
            _(each.help),
            *dict.fromkeys((each.example, *more.get(each.key, ()))),
            typed=tuple(f"{name}:" for name in each.names),
        )
        for each in FIELDS
    )


def pointed(query: str, note: str) -> tuple[Run, ...]:
    """Return the query around the place that a note speaks of, that place marked; nothing when it names none."""
    found = _PLACE.search(note)
    if not found or int(found[1]) > len(query):
        return ()
    at = max(int(found[1]) - 1, 0)
    end = next((index for index in range(at + 1, len(query)) if query[index].isspace()), len(query))
    before, after = query[max(0, at - _NEAR) : at], query[end : end + _NEAR]
    return tuple(run for run in (Run(before, False), Run(query[at:end], True), Run(after, False)) if run.text)


def all_examples(lines: Iterable[Line]) -> tuple[str, ...]:
    """Return the queries of all examples."""
    return tuple(example.query for line in lines for example in line.examples)


def _line(what: str, *queries: str, typed: tuple[str, ...] = ()) -> Line:
    made = (Example(query, SearchState(SearchRequest(query), everything=True).address()) for query in queries)
    return Line(what[:1].upper() + what[1:], typed, tuple(made))
