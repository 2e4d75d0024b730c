"""The living pattern page: tokens, colours with their contrast, icons, every macro of the templates in its states."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Final

from flask import Blueprint, render_template
from flask_babel import gettext as _

from registry.records import EffectState
from registry.vocabulary import vocabulary
from web import addresses
from web.views import design as views
from web.views.documents import DocumentRow, Status, status
from web.views.reading import Block, Span
from web.views.snippets import Run
from web.views.tasks import SHAPES, Choice, state_words

patterns = Blueprint("patterns", __name__)

_SPANS: Final = (
    Span("1.", "label", "#spans"),
    Span(" Rồng giấy theo "),
    Span("khoản 2 Điều 3", "cite", "#spans", "linked"),
    Span(", "),
    Span("Điều 5", "cite", "#spans", "ambiguous"),
    Span(" và "),
    Span("Quyết định số 9900/QĐ-UBND", "cite", None, "unknown"),
)
_WEB: Final = Path(__file__).resolve().parent.parent


@patterns.get(addresses.PATTERNS)
def show() -> str:
    """Show the parts that the pages are made of; what is shown as a document is invented."""
    statuses = [status(EffectState(each.code, None, "")) for each in vocabulary().effects]
    sample = _row(statuses[0])
    return render_template(
        "patterns.html",
        design=_design(),
        statuses=statuses,
        sample=sample,
        bare=_row(statuses[-1], number="9907/KH-UBND", title="", issued=None, has_text=False, verified=False),
        runs=(Run(_("cấp "), False), Run(_("giấy màu"), True), Run(_(" cho hộ nuôi rồng giấy"), False)),
        parts=_SPANS,
        doubted=Span("rồnq giấy", doubt=_("Máy nhận dạng không chắc chỗ này.")),
        blocks=(
            Block("chapter", 3, ("c9",), (Span("Chương IX", "label", "#block"), Span(" RỒNG GIẤY"))),
            Block("clause", 0, ("d9.k1",), _SPANS),
            Block("table", 0, (), rows=(((Span("STT"),), (Span("Màu"),)), ((Span("1"),), (Span("Đỏ"),)))),
        ),
        values=(Choice("a", _("Đang chọn"), 12, True), Choice("b", _("Không chọn"), 1234, False)),
        states=[(code, shape, state_words()[code]) for code, shape in SHAPES.items()],
        pieces=(
            SimpleNamespace(kind="equal", left="Giấy màu được ", right="Giấy màu được "),
            SimpleNamespace(kind="change", left="đổi ", right="cấp lại "),
            SimpleNamespace(kind="equal", left="một lần.", right="một lần."),
        ),
        compared_row=SimpleNamespace(
            state="changed",
            runs=(
                SimpleNamespace(kind="equal", left="Giấy màu được ", right="Giấy màu được ", words=3),
                SimpleNamespace(kind="change", left="đổi ", right="cấp lại ", words=2),
                SimpleNamespace(kind="gap", left="a", right="a", words=40),
                SimpleNamespace(kind="equal", left="một lần.", right="một lần.", words=2),
            ),
        ),
        jobs=[_job(state, icon, word) for state, icon, word in _job_states()],
        pages=SimpleNamespace(number=2, last=3),
        today=date.today(),
        here=lambda **_changed: f"{addresses.PATTERNS}#choices",
        turn=lambda number: f"{addresses.PATTERNS}?trang={number}#turning",
    )


def _job_states() -> tuple[tuple[str, str, str], ...]:
    return (
        ("waiting", "clock", _("Đang chờ")),
        ("running", "circle-half", _("Đang làm")),
        ("done", "check", _("Xong")),
        ("failed", "close", _("Hỏng")),
    )


def _job(state: str, icon: str, word: str) -> SimpleNamespace:
    return SimpleNamespace(
        state=state, icon=icon, word=word, url=f"{addresses.PATTERNS}#admin.row", title=_("Gấp rồng giấy"), subject="",
        busy=state == "running", progress=_("3 trên 10"), error="", queued=datetime(2025, 1, 2, tzinfo=UTC), took="",
        person="Nguyễn Văn Hư Cấu", lines=(SimpleNamespace(label=_("Đã gấp"), tone="", url="", value="3"),),
    )  # fmt: skip


def _row(told: Status, **values: object) -> DocumentRow:
    known: dict[str, object] = {
        "id": 0,
        "slug": "mau",
        "url": f"{addresses.PATTERNS}#brief",
        "number": "9902/2024/QĐ-UBND",
        "title": "Quy định trình tự cấp giấy màu trên địa bàn tỉnh Hư Cấu",
        "type": "Quyết định",
        "issuer": "Ủy ban nhân dân tỉnh Hư Cấu",
        "level": "provincial",
        "issued": date(2024, 8, 15),
        "status": told,
        "programmes": (),
        "has_text": True,
        "verified": True,
    }
    return DocumentRow(**(known | values))  # type: ignore[arg-type]


@cache
def _design() -> views.Design:
    style = (_WEB / "static" / "css" / "vanban.css").read_text(encoding="utf-8")
    return views.design(style, (_WEB / "templates" / "_icons.html").read_text(encoding="utf-8"))
