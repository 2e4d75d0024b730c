"""Facets of a page of results: components stand inside their programme, however deep they are."""

from itertools import pairwise

import pytest
from flask import Flask
from flask_babel import Babel

from indexer.values import FacetValue, ProvisionHit, SearchPage, SearchRequest, Snippet
from web.addresses import SearchState
from web.views import facets
from web.views.documents import DocumentRow, Status
from web.views.facets import FacetValueView
from web.views.folding import folded
from web.views.search import HitView, ProvisionView, SearchView, view
from web.views.snippets import Run, runs
from web.views.snippets import shown as shown_piece

COUNTED = (
    FacetValue("GNBV", "Giảm nghèo bền vững", 9),
    FacetValue("GNBV-DA4-TDA2", "Tiểu dự án 2", 3, parent="GNBV-DA4"),
    FacetValue("NTM", "Xây dựng nông thôn mới", 5),
)


def shown(request: SearchRequest, values: tuple[FacetValue, ...] = COUNTED, total: int = 90) -> SearchView:
    app = Flask("test")
    Babel(app)
    with app.test_request_context():
        return view(SearchState(request), SearchPage(total, (), {"programme": values}, 1.0, "memory"), ())


def test_components_are_offered_once_their_programme_is_chosen() -> None:
    assert [each.value for each in shown(SearchRequest()).facets["programme"]] == ["GNBV", "NTM"]
    chosen = (FacetValue("GNBV", "Giảm nghèo bền vững", 9, chosen=True), *COUNTED[1:])
    programme = shown(SearchRequest(filters={"programme": ("GNBV",)}), chosen).facets["programme"][0]
    assert [each.value for each in programme.inner] == ["GNBV-DA4-TDA2"]
    assert programme.inner[0].url == "/tim-kiem?chuong-trinh=GNBV-DA4-TDA2"


def test_values_without_documents_are_not_offered_unless_chosen() -> None:
    values = (FacetValue("NTM", "Nông thôn mới", 0), FacetValue("DTTS", "Dân tộc", 0, chosen=True))
    assert [each.value for each in shown(SearchRequest(), values).facets["programme"]] == ["DTTS"]


def test_documents_of_no_known_level_break_nothing() -> None:
    values = (FacetValue("", "", 3), FacetValue("central", "Trung ương", 2))
    app = Flask("test")
    Babel(app)
    with app.test_request_context():
        levels = facets.facet(SearchState(SearchRequest()), "level", values)
        made = facets.groups(levels, (value("x", "Tổ Rồng Giấy", 3),))
    assert [each.value for each in levels] == ["central"]
    assert [(group.label, len(group.bodies)) for group in made] == [("Trung ương", 0), ("Chưa rõ cấp", 1)]


def test_chips_say_what_is_filtered_and_undo_it() -> None:
    request = SearchRequest("rồng", {"programme": ("NTM",)}, page=3)
    (chip,) = shown(request).chips
    assert (chip.label, chip.url) == ("Chương trình: Xây dựng nông thôn mới", "/tim-kiem?q=r%E1%BB%93ng")


def test_without_a_query_nothing_can_be_ordered_by_relevance() -> None:
    assert [each.label for each in shown(SearchRequest()).sorts if each.current] == ["Mới nhất"]
    assert [each.label for each in shown(SearchRequest("rồng")).sorts if each.current] == ["Liên quan nhất"]


def test_paging_shows_the_ends_and_the_neighbours() -> None:
    labels = [each.label for each in shown(SearchRequest(page=10), total=400).paging]
    assert labels == ["1", "", "8", "9", "10", "11", "12", "", "20"]
    assert shown(SearchRequest(), total=20).paging == ()


def test_marks_that_overlap_are_shown_once() -> None:
    assert "".join(run.text for run in runs("rồng giấy", [(0, 4), (2, 6), (5, 9)])) == "rồng giấy"


def found(label: str, heading: str, text: str, *marks: tuple[int, int]) -> ProvisionHit:
    return ProvisionHit("d5", label, heading, Snippet(text, marks))


def said(runs_: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs_)


@pytest.mark.parametrize(
    ("label", "heading", "text", "snippet"),
    [
        ("Điều 5", "Cấp giấy màu", "Điều 5. Cấp giấy màu 1. Giấy màu được cấp", "1. Giấy màu được cấp"),
        ("Điều 5", "Cấp giấy màu", "ĐIỀU 5: CẤP  GIẤY MÀU. Giấy", "Giấy"),
        ("Điều 2, khoản 1", "Từ ngữ", "1. Rồng giấy là vật", "Rồng giấy là vật"),
        ("Điều 2, khoản 1", "Từ ngữ", "1. Từ ngữ trong bản", "Từ ngữ trong bản"),
        ("Điều 2, khoản 1, điểm đ", "Từ ngữ", "đ) Rồng giấy", "Rồng giấy"),
        ("Phụ lục I", "DANH MỤC", "PHỤ LỤC I DANH MỤC (Kèm theo)", "(Kèm theo)"),
        ("Điều 5", "Cấp giấy màu", "… giấy màu được cấp", "… giấy màu được cấp"),
        ("Điều 5", "Cấp", "Điều 50. Cấp giấy", "Điều 50. Cấp giấy"),
        ("Điều 5", "Cấp giấy", "Điều 5. Cấp giấy", ""),
        ("Điều 5", "Cấp giấy", "Điều 5. Cấp giấym", "Cấp giấym"),
        ("", "", "Căn cứ", "Căn cứ"),
    ],
)
def test_a_snippet_does_not_say_its_link_again(label: str, heading: str, text: str, snippet: str) -> None:
    assert said(shown_piece(found(label, heading, text)).snippet) == snippet


def test_marks_of_a_heading_move_into_the_link() -> None:
    piece = shown_piece(found("Điều 5", "Cấp giấy màu", "Điều 5. Cấp giấy màu Giấy màu", (12, 20), (21, 29)))
    assert piece.heading == (Run("Cấp ", False), Run("giấy màu", True))
    assert piece.snippet == (Run("Giấy màu", True),)


def hit(number: int, *texts: str) -> HitView:
    row = DocumentRow(
        number, "", "", f"{number}/QĐ-UBND", "", "", "", "", None, Status("unknown", "", "", None, ""), (), True, True
    )
    return HitView(row, 1.0, tuple(ProvisionView("d1", "Điều 1", (), "", (Run(text, False),)) for text in texts))


DRAGON = "rồng giấy được gấp bằng giấy màu, có ít nhất một đầu, một đuôi và không quá ba cánh"
KITE = "diều giấy không được thả trong nhà văn hóa bản vào những ngày có gió to và mưa lớn"
CRANE = "hạc giấy phải biết đứng vững trên mặt bàn phẳng trong suốt hai mùa trăng liên tiếp đó"


def test_hits_that_say_the_same_are_folded_under_the_first() -> None:
    kept = folded([hit(1, DRAGON, KITE), hit(2, CRANE), hit(3, DRAGON.upper(), KITE), hit(4, f"{CRANE} này")])
    assert [(each.document.id, [twin.document.id for twin in each.similar]) for each in kept] == [(1, [3]), (2, [4])]


def test_hits_that_share_too_little_or_too_short_a_text_stay_apart() -> None:
    apart = [
        hit(1, DRAGON, KITE),
        hit(2, DRAGON, CRANE),
        hit(3, CRANE, KITE),
        hit(4, "Hiệu lực"),
        hit(5, "Hiệu lực"),
        hit(6),
    ]
    assert [each.document.id for each in folded(apart)] == [1, 2, 3, 4, 5, 6]


def value(code: str, label: str, count: int = 1, parent: str = "", **more: bool) -> FacetValueView:
    return FacetValueView(code, label, count, more.get("chosen", False), "/", (), parent)


def test_bodies_stand_under_their_level_also_when_no_result_is_of_that_level() -> None:
    bodies = (value("a", "UBND tỉnh Hư Cấu", 5, "provincial"), value("b", "Bộ Rồng Giấy", 3, "central"))
    made = facets.groups((value("provincial", "Cấp tỉnh", 5),), bodies)
    assert [(group.level is None, [each.value for each in group.bodies]) for group in made] == [
        (True, ["b"]),
        (False, ["a"]),
    ]


def test_a_long_facet_is_searched_without_marks_and_keeps_what_holds_a_match() -> None:
    inner = (value("1", "Dự án hạc giấy"), value("2", "Dự án diều giấy"))
    whole = (FacetValueView("P", "Chương trình", 9, False, "/", inner), value("Q", "Hạc lớn"), value("R", "Rồng"))
    kept = facets.narrowed(whole, "hac")
    assert [(each.value, [part.value for part in each.inner]) for each in kept] == [("P", ["1"]), ("Q", [])]


def test_years_become_bars_whose_height_follows_the_count() -> None:
    made = facets.histogram(
        tuple(value(str(year), str(year), count) for year, count in ((2025, 10), (2023, 5), (2022, 1)))
    )
    assert made is not None
    assert (made.first, made.last, made.most.value) == ("2022", "2025", "2025")
    assert [round(bar.height / facets.CHART_HEIGHT, 1) for bar in made.bars] == [0.1, 0.5, 1.0]
    gaps = [round(after.x - before.x) for before, after in pairwise(made.bars)]
    assert gaps == [60, 120]
    assert facets.histogram((value("2025", "2025"), value("2024", "2024"))) is None
