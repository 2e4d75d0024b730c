"""Programme pages and the start page: who carries out what, how late; what changed, lapses soon, is missing."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from flask.testing import FlaskClient

from registry.document import ProgrammeTag
from registry.records import DocumentRecord, EffectState
from registry.vocabulary import vocabulary
from web.overviews import Overview
from web.views import axis, home, programme

UNKNOWN = EffectState("unknown", None, "")
GNBV = vocabulary().programme("GNBV")
DA3 = vocabulary().component("GNBV-DA3")


def record(number: int, level: str, issued: date | None, *codes: str) -> DocumentRecord:
    return DocumentRecord(
        id=number, slug=f"qd-{number}", number=f"{number}/QĐ", type="Quyết định", title="", issuer="", issuer_code=None,
        level=level, issued=issued, effective=None, expired=None,
        programmes=tuple(ProgrammeTag(code, "") for code in codes), signers=(), effect=UNKNOWN, has_text=False,
        verified=True, sources=(), original=None, updated=datetime(2025, 1, 1),
    )  # fmt: skip


RECORDS = [
    record(1, "central", date(2022, 1, 10), "GNBV"),
    record(2, "provincial", date(2022, 3, 1), "GNBV"),
    record(3, "provincial", date(2021, 12, 31), "GNBV"),
    record(4, "central", date(2022, 5, 1), "GNBV", "GNBV-DA3-1"),
    record(5, "commune", date(2023, 5, 1), "GNBV", "GNBV-DA3-1"),
    record(6, "central", None, "GNBV"),
    record(7, "provincial", date(2022, 1, 1), "NTM"),
    record(8, "party", date(2022, 1, 1), "GNBV"),
]
TODAY = date(2024, 1, 1)
BASES = {2: (1,), 3: (1,), 5: (7,)}


def test_local_documents_stand_beside_the_central_ones_they_rest_on_with_the_lag() -> None:
    assert GNBV is not None
    made = programme.view(GNBV, RECORDS, BASES, TODAY)
    assert [(g.document.id, [(c.document.id, c.days) for c in g.carried]) for g in made.guided] == [
        (1, [(3, -10), (2, 50)])
    ]
    assert [each.id for each in made.waiting] == [4, 6]
    assert [each.id for each in made.loose] == [5]


def test_components_count_what_is_inside_them_and_tell_where_nothing_local_is_known() -> None:
    assert GNBV is not None
    lines = {line.url.rpartition("/")[2]: line for line in programme.view(GNBV, RECORDS, BASES, TODAY).lines}
    assert (lines["GNBV-DA3"].central, lines["GNBV-DA3"].local, lines["GNBV-DA3"].days) == (1, 1, 365)
    assert (lines["GNBV-DA3-1"].depth, lines["GNBV-DA3-1"].local) == (1, 1)
    assert (lines["GNBV-DA3-2"].local, lines["GNBV-DA3-2"].days) == (0, None)
    assert programme.view(GNBV, RECORDS, BASES, TODAY).lacking == len(lines) - 2


def test_a_component_has_a_page_of_its_own_inside_its_programme() -> None:
    assert DA3 is not None
    made = programme.view(DA3, RECORDS, BASES, TODAY)
    assert made.above == ("Giảm nghèo bền vững", "/chuong-trinh/GNBV")
    assert [each.id for each in (*made.waiting, *made.loose)] == [4, 5]
    assert {line.depth for line in made.lines} == {0}
    assert made.founding == ()


def test_the_axis_is_true_to_time() -> None:
    assert GNBV is not None
    chart = programme.view(GNBV, RECORDS, BASES, TODAY).chart
    assert chart is not None
    assert [label for _, label in chart.ticks] == ["2021", "2022", "2023"]
    assert sorted(dot.x for dot in chart.dots if dot.local) == sorted(chart.dots[n].x for n in (2, 3, 4))
    years = [x for x, _ in chart.ticks]
    assert years[1] - years[0] == pytest.approx(years[2] - years[1], abs=0.2)
    assert all(0 < dot.x < axis.WIDTH for dot in chart.dots)
    assert chart.today == pytest.approx(740, abs=1)
    assert [(row.number, row.lag, len(row.dots)) for row in chart.rows] == [("1/QĐ", "trước 10 ngày", 2)]
    assert programme.view(GNBV, [RECORDS[5]], {}, TODAY).chart is None


def test_pages_of_every_programme_and_component_answer(client: FlaskClient) -> None:
    codes = [each.code for each in vocabulary().programmes]
    for code in (*codes, "DTTS-DA1", "NTM-OCOP"):
        assert client.get(f"/chuong-trinh/{code}").status_code == 200, code
    assert client.get("/chuong-trinh/KHONG").status_code == 404


def test_what_lapses_within_a_year_is_told_nearest_first() -> None:
    today = date(2025, 1, 1)
    ends = (date(2025, 1, 1), date(2025, 12, 31), date(2025, 6, 1), date(2026, 6, 1), None)
    records = [replace(RECORDS[0], id=n, expired=end) for n, end in enumerate(ends)]
    assert [(each.document.id, each.on) for each in home.lapsing(records, today)] == [(2, ends[2]), (1, ends[1])]


def test_the_missing_texts_are_those_that_most_rests_on() -> None:
    held = Overview({each.id: each for each in RECORDS}, {2: (7, 1), 3: (7,)}, (), date(2025, 1, 1))
    assert [(each.document.id, each.resting) for each in home.missed(held)][:2] == [(7, 2), (1, 1)]


def test_the_start_page_tells_what_was_changed_by_what_and_when(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)
    changed = page[page.index('id="thay-doi"') : page.index('id="thieu"')]
    at = changed.index("9902/2024/QĐ-UBND")
    assert (
        at
        < changed.index("Được sửa đổi bởi", at)
        < changed.index("9903/2025/QĐ-UBND", at)
        < changed.index("15/02/2025", at)
    )
    assert 'id="sap-het"' not in page
