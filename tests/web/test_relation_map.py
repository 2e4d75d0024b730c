"""The relation map: nothing overlaps, nothing is lost, the table says all of it; the original in the page."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from registry.store import Registry
from web.services import Services
from web.views.relation_map import BOX_WIDTH, MOST, relation_map
from web.views.relations import RelationGroup, RelationItem

DECISION = "quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"
MAP = f"/van-ban/{DECISION}/luoc-do"
ORIGINAL = f"/van-ban/{DECISION}/ban-goc"


def group(verb: str, count: int, *, inbound: bool) -> RelationGroup:
    items = tuple(RelationItem(f"{number}/QĐ-UBND", None, (), "", "machine") for number in range(count))
    return RelationGroup(verb, inbound, verb, "change", items)


@pytest.mark.parametrize(
    "counts", [[(1, False)], [(3, False), (9, False), (2, True)], [(MOST, True), (MOST + 1, True)]]
)
def test_boxes_stay_on_the_map_and_apart(counts: list[tuple[int, bool]]) -> None:
    made = relation_map([group(f"v{n}", count, inbound=inbound) for n, (count, inbound) in enumerate(counts)])
    for side in (False, True):
        branches = [each for each in made.branches if each.inbound is side]
        assert {each.x for each in branches} <= {made.width - BOX_WIDTH if side else 0}
        rows = [y for each in branches for y in (each.y, *(box.y for box in each.boxes))]
        assert all(after - before >= 20 for before, after in pairwise(rows))
        assert all(0 <= y <= made.height - 20 for y in rows)
        for before, after in pairwise(branches):
            assert before.more_y + (20 if before.more else 0) <= after.y
    assert 0 <= made.centre_y <= made.height - made.centre_height
    assert [len(each.boxes) + each.more for each in made.branches] == [
        c for side in (False, True) for c, s in counts if s is side
    ]


def test_lines_run_the_way_the_relation_acts() -> None:
    made = relation_map([group("amends", 1, inbound=False), group("amends", 1, inbound=True)])
    acts, acted = made.branches
    ends = [tuple(map(int, re.findall(r"\d+", branch.line))) for branch in (acts, acted)]
    assert ends[0][0] > ends[0][-2]
    assert ends[1][0] > ends[1][-2]
    assert ends[0][-2] < BOX_WIDTH + 10
    assert ends[1][0] > made.width - BOX_WIDTH - 10


def test_a_side_without_relations_takes_no_room() -> None:
    both = relation_map([group("amends", 1, inbound=False), group("amends", 1, inbound=True)])
    left, right = relation_map([group("amends", 1, inbound=False)]), relation_map([group("amends", 1, inbound=True)])
    assert left.width == right.width < both.width
    assert (left.centre_x, right.centre_x) == (both.centre_x, 0)
    assert relation_map([]).width == both.centre_width


def test_a_long_name_is_cut_on_the_map() -> None:
    item = RelationItem("Luật Rồng Giấy và các văn bản hướng dẫn thi hành", None, (), "", "machine")
    (branch,) = relation_map([RelationGroup("refers", False, "Dẫn chiếu", "mention", (item,))]).branches
    assert branch.boxes[0].label == "Luật Rồng Giấy và các văn bản…"


def test_the_table_holds_what_the_drawing_holds(client: FlaskClient) -> None:
    page = client.get(MAP).get_data(as_text=True)
    drawn, _, table = page.partition("</svg>\n</div>")
    addresses = set(re.findall(r'<a href="(/van-ban/[^"]+)"[^>]*><title>', drawn))
    assert addresses
    assert all(f'href="{each}"' in table for each in addresses)
    assert table.count("Được sửa đổi bởi") == 1


def test_a_document_without_relations_says_so(client: FlaskClient, held: Services) -> None:
    alone = next(r for r in held.registry.documents() if not held.registry.relations_of(r.id))
    assert "Chưa ghi nhận quan hệ" in client.get(f"/van-ban/{alone.slug}/luoc-do").get_data(as_text=True)


def test_a_file_that_is_no_pdf_is_offered_for_saving(client: FlaskClient) -> None:
    answer = client.get(ORIGINAL)
    page = answer.get_data(as_text=True)
    assert "<iframe" not in page
    assert "frame-src" not in answer.headers["Content-Security-Policy"]
    assert "không phải PDF" in page


def test_a_pdf_is_shown_in_its_page_and_can_be_framed_by_this_site_only(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "original"
    path.write_bytes(b"%PDF-1.7\n%%EOF\n")
    monkeypatch.setattr(Registry, "original", lambda _self, _sha: path)
    answer = client.get(ORIGINAL)
    assert answer.headers["Content-Security-Policy"].endswith("; frame-src 'self'")
    source = re.search(r'<iframe class="pdf" src="([^"]+)"', answer.get_data(as_text=True))
    assert source
    with client.get(source[1]) as framed:
        assert framed.content_type == "application/pdf"
        assert framed.headers["Content-Disposition"].startswith("inline")
        policy = framed.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'self'" in policy
        assert "script-src" not in policy
        assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    with client.get(source[1].partition("?")[0]) as saved:
        assert "sandbox" in saved.headers["Content-Security-Policy"]


def test_the_tabs_of_a_document_lead_to_both_and_back(client: FlaskClient) -> None:
    for here in (MAP, ORIGINAL):
        page = client.get(here).get_data(as_text=True)
        assert f'href="{here}" aria-current="page"' in page
        assert all(f'href="{each}"' in page for each in (MAP, ORIGINAL, f"/van-ban/{DECISION}"))
    document = client.get(f"/van-ban/{DECISION}").get_data(as_text=True)
    assert f'href="{MAP}"' in document
    assert f'href="{ORIGINAL}"' in document
