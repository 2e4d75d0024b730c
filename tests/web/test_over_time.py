"""A document on a day, its history, what changed, what leans on it; nothing pending is ever dropped."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import orjson
import pytest
from flask.testing import FlaskClient
from lxml import etree

from registry.cli.show import as_dict
from registry.consolidation import text_on
from registry.settings import load
from tests.web import over_time
from web.app import create_app
from web.pages.interchange import linked_data
from web.services import Services
from web.views.standing import weave

BASE = "quyet-dinh-9802-2023-qd-ubnd-tinh-hu-cau"
AMENDS = "quyet-dinh-9803-2024-qd-ubnd-tinh-hu-cau"
OLD = "quyet-dinh-9801-2020-qd-ubnd-tinh-hu-cau"
LEANS = "quyet-dinh-9805-2021-qd-ubnd-tinh-hu-cau"
PAGES = (
    f"/van-ban/{BASE}/tai-ngay?ngay=2024-04-01",
    f"/van-ban/{BASE}/lich-su",
    f"/van-ban/{BASE}/d1.k1/lich-su",
    f"/van-ban/{BASE}/so-sanh",
    f"/van-ban/{OLD}/dua-vao",
    f"/so-sanh/{BASE}/d1/{OLD}/d1",
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    home = tmp_path_factory.mktemp("over-time")
    over_time.fill(home)
    services = Services.open(load(home=home))
    yield services
    services.registry.close()


@pytest.fixture
def kites(opened: Services) -> FlaskClient:
    return create_app(opened.settings, opened).test_client()


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def plain(html: str) -> str:
    body = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_without_inline_script_and_every_link_leads_somewhere(
    kites: FlaskClient, path: str
) -> None:
    html = page(kites, path)
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", html)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    for href in {each.replace("&amp;", "&").partition("#")[0] for each in re.findall(r'href="(/van-ban[^"]*)"', html)}:
        assert kites.get(href).status_code < 400, href


def test_a_changed_provision_carries_its_source_date_and_a_link_to_the_amending_clause(kites: FlaskClient) -> None:
    html = page(kites, f"/van-ban/{BASE}/tai-ngay?ngay=2024-04-01")
    assert "không quá năm gang tay" in html
    assert "Theo khoản 1 Điều 1 Quyết định số 9803/2024/QĐ-UBND, có hiệu lực từ ngày 01/03/2024." in html
    assert f'href="/van-ban/{AMENDS}/d1.k1"' in html
    assert "Đã thể hiện sửa đổi của: 9803/2024/QĐ-UBND" in plain(html)
    assert f'href="/van-ban/{BASE}"' in html


def test_a_repealed_provision_is_shown_as_such(kites: FlaskClient) -> None:
    assert "Đã bị bãi bỏ." in page(kites, f"/van-ban/{BASE}/tai-ngay?ngay=2024-04-01")
    assert "Đã bị bãi bỏ." not in page(kites, f"/van-ban/{BASE}/tai-ngay?ngay=2024-02-29")


def test_what_cannot_or_does_not_yet_apply_is_told_at_the_top_and_in_its_place(kites: FlaskClient) -> None:
    html = page(kites, f"/van-ban/{BASE}/tai-ngay?ngay=2024-04-01")
    text = plain(html)
    assert "2 thay đổi chưa có trong phần chữ" in text
    assert "Không thấy “bút lông ngỗng” tại khoản 2 Điều 1." in text
    assert text.count("Có hiệu lực từ ngày 01/01/2091.") == 2
    assert html.index('id="d1.k2"') < html.index("Chưa thể hiện ở đây") < html.index('id="d1.k3"')
    assert "4 thay đổi chưa có" in plain(page(kites, f"/van-ban/{BASE}/tai-ngay?ngay=2023-03-01"))


def test_citations_of_unchanged_words_stay_links_on_the_same_day(kites: FlaskClient) -> None:
    html = page(kites, f"/van-ban/{BASE}/tai-ngay?ngay=2024-04-01")
    assert re.search(r'href="#d1\.k1">khoản 1 Điều 1 Quyết định này</a>', html)


@pytest.mark.parametrize("day", ["2023-01-01", "2024-04-01", "2091-01-01"])
def test_the_json_twin_says_what_the_command_line_says(kites: FlaskClient, opened: Services, day: str) -> None:
    record, on = opened.registry.by_slug(BASE), date.fromisoformat(day)
    told = kites.get(f"/api/v1/documents/{BASE}/on/{day}").get_json()
    said = as_dict(record, on, opened.registry.effect_on(record.id, on), text_on(opened.registry, record, on))
    assert told == json.loads(orjson.dumps(said))


def test_the_woven_text_slices_to_each_provision_as_it_stands(opened: Services) -> None:
    record = opened.registry.by_slug(BASE)
    issued, found = opened.registry.text_of(record.id), text_on(opened.registry, record, date(2024, 4, 1))
    assert issued is not None
    assert found is not None
    woven = weave(issued, found)
    for standing, place in zip(found.provisions, woven.provisions, strict=True):
        assert woven.text[place.start : place.end].split() == standing.text.split()
    for each in woven.citations:
        assert woven.text[each.citation.start : each.citation.end] == each.citation.text


@pytest.mark.parametrize("written", ["hom-nay", "2024-13-01", "2024-02-30", "0", "99999-01-01"])
def test_a_day_that_is_none_is_refused(kites: FlaskClient, written: str) -> None:
    assert kites.get(f"/van-ban/{BASE}/tai-ngay?ngay={written}").status_code == 400
    assert kites.get(f"/van-ban/{BASE}/so-sanh?tu={written}").status_code == 400
    assert kites.get(f"/api/v1/documents/{BASE}/on/{written}").status_code == 400


def test_a_day_typed_the_vietnamese_way_is_understood(kites: FlaskClient) -> None:
    assert "Văn bản tại ngày 01/04/2024" in page(kites, f"/van-ban/{BASE}/tai-ngay?ngay=01/04/2024")


def test_a_place_on_a_day_is_found_and_one_that_is_not_there_leads_to_what_encloses_it(kites: FlaskClient) -> None:
    start = f"/van-ban/{BASE}/tai-ngay?ngay=2024-04-01&cho="
    assert kites.get(f"{start}d1.k2").headers["Location"].endswith("#d1.k2")
    assert kites.get(f"{start}d1.k9").headers["Location"].endswith("#d1")


def test_the_timeline_gives_every_event_with_its_day_source_and_evidence(kites: FlaskClient) -> None:
    html = page(kites, f"/van-ban/{BASE}/lich-su")
    text = plain(html)
    assert "10/01/2023 Ban hành" in text
    assert "01/02/2023 Có hiệu lực" in text
    assert "Bị bãi bỏ một phần : khoản 3 Điều 1" in text.replace("phần:", "phần :")
    assert "2. Bãi bỏ khoản 3 Điều 1." in text
    assert f'href="/van-ban/{AMENDS}/d1.k2"' in html
    assert "Từ ngày 01/03/2024" in text
    assert "1 thay đổi đến hạn nhưng chưa thể hiện được" in text


def test_the_history_of_a_provision_tells_who_changed_it_when_and_by_which_words(kites: FlaskClient) -> None:
    html = page(kites, f"/van-ban/{BASE}/d1.k1/lich-su")
    assert "Từ ngày 01/03/2024" in html
    assert "Sửa đổi khoản 1 Điều 1 như sau" in html
    assert re.search(r"<del>.*?ba.*?</del> *<ins>.*?năm.*?</ins>", html)
    gone = page(kites, f"/van-ban/{BASE}/d1.k3/lich-su")
    assert "Bị bãi bỏ" in gone
    assert kites.get(f"/van-ban/{BASE}/d77/lich-su").status_code == 404


def test_two_days_are_compared_word_by_word_and_unchanged_provisions_left_out(kites: FlaskClient) -> None:
    html = page(kites, f"/van-ban/{BASE}/so-sanh?tu=2023-02-01&den=2024-04-01")
    text = plain(html)
    assert "2 đơn vị quy định khác nhau" in text
    assert "[bỏ: ba ]" in text
    assert "[thêm: năm ]" in text
    assert "Diều giấy được sơn" not in text
    assert "1 thay đổi đến hạn chưa thể hiện được" in text
    turned = kites.get(f"/van-ban/{BASE}/so-sanh?tu=2024-04-01&den=2023-02-01")
    assert turned.headers["Location"].endswith("tu=2023-02-01&den=2024-04-01")
    same = plain(page(kites, f"/van-ban/{BASE}/so-sanh?tu=2023-02-01&den=2023-02-02"))
    assert "Phần chữ của hai ngày này giống nhau." in same


def test_two_provisions_of_different_documents_are_compared(kites: FlaskClient) -> None:
    html = page(kites, f"/so-sanh/{BASE}/d1/{OLD}/d1")
    assert html.count("<del>") >= 1
    assert html.count("<ins>") >= 1
    assert kites.get(f"/so-sanh/{BASE}/d77/{OLD}/d1").status_code == 404


def test_a_lapsed_document_names_everyone_who_still_stands_on_it(kites: FlaskClient) -> None:
    text = plain(page(kites, f"/van-ban/{OLD}/dua-vao"))
    assert "Văn bản này đã hết hiệu lực." in text
    assert "2 văn bản chưa hết hiệu lực đang đứng trên nó" in text
    assert "9805/2021/QĐ-UBND Còn hiệu lực căn cứ trực tiếp" in text
    assert "9806/2021/QĐ-UBND Còn hiệu lực qua 9805/2021/QĐ-UBND" in text


def test_who_cites_a_document_is_told_with_the_place_and_nobody_is_flagged_while_it_is_in_force(
    kites: FlaskClient,
) -> None:
    text = plain(page(kites, f"/van-ban/{LEANS}/dua-vao"))
    assert "Là căn cứ của 1 9806/2021/QĐ-UBND" in text
    assert "phần mở đầu → dẫn tới cả văn bản" in text
    assert "hết hiệu lực đang đứng" not in text
    old = page(kites, f"/van-ban/{OLD}/dua-vao")
    assert f'href="/van-ban/{BASE}/d3.k2">khoản 2 Điều 3</a>' in old
    far = plain(page(kites, "/van-ban/quyet-dinh-9806-2021-qd-ubnd-tinh-hu-cau/dua-vao"))
    assert "chưa có văn bản nào dựa vào" in far


def test_a_preview_shows_the_provision_as_it_stood_on_the_citing_day(kites: FlaskClient) -> None:
    before = page_part(kites, f"/van-ban/{BASE}/d1.k1/xem-nhanh?ngay=2023-05-01")
    assert "ba gang tay" in before
    assert "Đã thay đổi sau ngày đó" in before
    after = page_part(kites, f"/van-ban/{BASE}/d1.k1/xem-nhanh?ngay=2024-05-01")
    assert "năm gang tay" in after
    assert "Đã thay đổi sau ngày đó" not in after
    whole = page_part(kites, f"/van-ban/{BASE}/xem-nhanh?ngay=2024-05-01")
    assert "Quy định về diều giấy" in whole
    assert "gang tay" not in whole


def page_part(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<html" not in answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def test_a_citation_is_copied_in_its_official_form(kites: FlaskClient) -> None:
    assert page_part(kites, f"/van-ban/{BASE}/d1.k1/trich-dan") == (
        "khoản 1 Điều 1 Quyết định số 9802/2023/QĐ-UBND ngày 10 tháng 01 năm 2023 của Ủy ban nhân dân tỉnh Hư Cấu"
    )


def test_the_page_carries_linked_data_and_offers_akoma_ntoso(kites: FlaskClient, opened: Services) -> None:
    html = page(kites, f"/van-ban/{BASE}")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    told = json.loads(found[1])
    assert told["@type"] == "Legislation"
    assert told["legislationIdentifier"] == "9802/2023/QĐ-UBND"
    assert told["url"] == f"http://localhost/van-ban/{BASE}"
    assert f'href="/van-ban/{BASE}/akoma-ntoso.xml"' in html
    answer = kites.get(f"/van-ban/{BASE}/akoma-ntoso.xml")
    assert etree.fromstring(answer.data).tag.endswith("akomaNtoso")
    assert "attachment" in answer.headers["Content-Disposition"]


def test_linked_data_cannot_end_its_script_element(opened: Services) -> None:
    record = opened.registry.by_slug(BASE)
    with create_app(opened.settings, opened).test_request_context("/"):
        told = linked_data(replace(record, title="</script><script>alert(1)</script>"), [])
    assert "<" not in told


def test_a_document_without_text_has_a_history_but_no_text_on_a_day(client: FlaskClient) -> None:
    slug = "quyet-dinh-1719-qd-ttg-2021"
    assert "Lịch sử văn bản" in page(client, f"/van-ban/{slug}/lich-su")
    assert page(client, f"/van-ban/{slug}/dua-vao")
    assert client.get(f"/van-ban/{slug}/tai-ngay").status_code == 404
    assert client.get(f"/van-ban/{slug}/so-sanh").status_code == 404
    assert client.get(f"/van-ban/{slug}/akoma-ntoso.xml").status_code == 404


def test_the_circular_is_cited_as_issued_by_the_minister(client: FlaskClient) -> None:
    assert page_part(client, "/van-ban/thong-tu-09-2022-tt-bldtbxh/trich-dan") == (
        "Thông tư số 09/2022/TT-BLĐTBXH ngày 25 tháng 5 năm 2022 của Bộ trưởng Bộ Lao động - Thương binh và Xã hội"
    )


def test_a_long_document_on_a_day_is_read_in_pages_that_hold_every_provision(client: FlaskClient) -> None:
    slug = "quyet-dinh-9906-2025-qd-ubnd-tinh-hu-cau"
    answer = client.get(f"/van-ban/{slug}/tai-ngay?ngay=2025-08-01&cho=p30")
    place, _, anchor = answer.headers["Location"].partition("#")
    assert "phan=" in place
    assert f' id="{anchor}"' in page(client, place)
