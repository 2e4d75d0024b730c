"""Pages say the same as their JSON twins and keep their promises about addresses."""

import gzip
import re
from html import escape
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from web import addresses
from web.app import create_app
from web.services import Services

DECISION = "quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"
LONG = "quyet-dinh-9906-2025-qd-ubnd-tinh-hu-cau"


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def status(client: FlaskClient, path: str) -> int:
    with client.get(path) as answer:
        return answer.status_code


def test_every_address_on_the_pages_of_a_document_leads_somewhere(client: FlaskClient) -> None:
    page = text(client, f"/van-ban/{DECISION}")
    inside = {unquote(href).replace("&amp;", "&").partition("#")[0] for href in re.findall(r'href="(/[^"]*)"', page)}
    assert not {href for href in inside if status(client, href) >= 400}
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids


def test_a_typed_number_opens_the_document_unless_all_results_are_asked_for(client: FlaskClient) -> None:
    assert client.get("/tim-kiem?q=9902").headers["Location"].startswith(f"/van-ban/{DECISION}?")
    assert client.get("/tim-kiem?q=9902&tat-ca=1").status_code == 200
    assert client.get("/tim-kiem?q=9902&loai=quyet-dinh").status_code == 200


def test_every_provision_of_a_long_document_is_reached_by_its_permanent_address(
    client: FlaskClient, held: Services
) -> None:
    read = held.texts.of(held.registry.by_slug(LONG))
    assert read is not None
    assert len(read.cut) > 2
    for provision in read.text.provisions[:: max(1, len(read.text.provisions) // 12)]:
        answer = client.get(f"/van-ban/{LONG}/{provision.id}")
        place, _, anchor = answer.headers["Location"].partition("#")
        assert anchor == provision.id
        assert f' id="{provision.id}"' in text(client, place)


def test_a_provision_that_is_not_there_leads_to_the_nearest_one_around_it(client: FlaskClient) -> None:
    assert client.get(f"/van-ban/{DECISION}/d3.k1.zz").headers["Location"].endswith("#d3.k1")
    lacking = client.get(f"/van-ban/{DECISION}/d99").headers["Location"]
    assert "Không tìm thấy Điều 99" in text(client, lacking)


def test_a_citation_leads_to_the_provision_in_the_other_document(client: FlaskClient) -> None:
    page = text(client, f"/van-ban/{DECISION}")
    assert 'href="/van-ban/nghi-quyet-9901-2024-nq-hdnd-tinh-hu-cau/d2.k1"' in page
    assert re.search(r'class="cite-unknown"[^>]*>[^<]*9999/QĐ-UBND', page)


def test_facet_links_promise_the_number_of_documents_that_they_show(client: FlaskClient) -> None:
    found = client.get("/api/v1/search?q=giấy").get_json()
    for name, values in found["facets"].items():
        for value in values[:3]:
            page = text(client, value["url"])
            assert f"<h1>{value['count']} văn bản" in page, (name, value)


def test_the_json_twin_says_what_the_page_says(client: FlaskClient) -> None:
    page = text(client, "/tim-kiem?q=chuồng+rồng")
    found = client.get("/api/v1/search?q=chuồng+rồng").get_json()
    assert f"<h1>{found['total']} văn bản" in page
    for hit in found["hits"]:
        assert f'href="{hit["document"]["url"]}"' in page
        assert all(f'href="{each["url"]}"' in page for each in hit["provisions"])


def test_each_result_says_why_it_is_there_on_the_page_and_in_json(client: FlaskClient) -> None:
    page = text(client, "/tim-kiem?q=cấp+giấy+màu&vi-sao=1")
    found = client.get("/api/v1/search?q=cấp+giấy+màu&explain=1").get_json()
    assert found["explain"]["query"]["syllables"] == ["cap", "giay", "mau"]
    assert page.count('class="why-hit"') == len(found["hits"])
    for hit in found["hits"]:
        assert 98 <= sum(each["percent"] for each in hit["why"]["reasons"]) <= 102
        assert all(f"<b>{each['percent']}%</b> <span>{each['label']}</span>" in page for each in hit["why"]["reasons"])
        assert "giấy màu" in " ".join(hit["why"]["matched"])
    assert client.get("/api/v1/search?q=giấy").get_json()["explain"] is None
    assert 'class="why-hit"' not in text(client, "/tim-kiem?vi-sao=1")


def test_effect_and_level_are_said_to_count_and_can_be_left_out(client: FlaskClient) -> None:
    seen = text(client, "/tim-kiem?q=cấp+giấy+màu")
    assert "Có tính hiệu lực, cấp ban hành." in seen
    assert "tin-hieu=0" in seen
    without = text(client, "/tim-kiem?q=cấp+giấy+màu&tin-hieu=0")
    assert "Tính cả hiệu lực, cấp ban hành" in without
    assert "tin-hieu=0" in without.split('class="facets"')[1]  # kept while filtering
    assert "Chỉ xếp theo chữ" not in text(client, "/tim-kiem?q=cấp+giấy+màu&sap-xep=moi-nhat")
    told = text(client, "/tim-kiem?q=cấp+giấy+màu&vi-sao=1")
    assert "Cấp tỉnh".lower() + ": điểm nhân 0,995" in told
    assert "điểm nhân" not in text(client, "/tim-kiem?q=cấp+giấy+màu&vi-sao=1&tin-hieu=0")


def test_what_matches_is_marked_in_titles_too(client: FlaskClient) -> None:
    heads = re.findall(r'<span class="hit-title" lang="vi">(.*?)</span>', text(client, "/tim-kiem?q=giay+mau"))
    assert any("<mark>" in head and "giấy màu" in re.findall(r"<mark>(.*?)</mark>", head.lower()) for head in heads)


def test_a_long_facet_is_searched_on_the_server(client: FlaskClient) -> None:
    page = text(client, "/tim-kiem?tim-loai=nghi+quyet&nam=2024")
    kinds = page[page.index('id="loc-type"') : page.index('id="loc-year"')]
    assert "Nghị quyết" in kinds
    assert "Quyết định</span>" not in kinds
    assert 'name="nam" value="2024"' in kinds


def test_a_missing_page_offers_a_search(client: FlaskClient) -> None:
    for path in ("/khong-co", "/van-ban/khong-co", f"/van-ban/{LONG}?phan=p99"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert 'role="search"' in answer.get_data(as_text=True)


def test_an_unexpected_failure_gives_a_code_to_report_and_no_details(
    held: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(held.settings, held)

    def broken() -> str:
        raise RuntimeError("bí mật")

    monkeypatch.setitem(app.view_functions, "health.show", broken)
    answer = app.test_client().get("/suc-khoe")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert re.search(r"<code>[0-9a-f]{8}</code>", page)
    assert "bí mật" not in page


def test_an_unchanged_page_is_not_sent_twice(client: FlaskClient) -> None:
    first = client.get("/tro-giup")
    again = client.get("/tro-giup", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_pages_are_compressed_for_those_who_can_unpack_them(client: FlaskClient) -> None:
    packed = client.get("/tro-giup", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data).decode() == text(client, "/tro-giup")


def test_static_files_are_kept_for_ever_only_under_their_current_address(client: FlaskClient) -> None:
    style = re.search(r'href="(/static/[^"]+\.css)"', text(client, "/"))
    assert style
    assert "immutable" in client.get(style[1]).headers["Cache-Control"]
    old = re.sub(r"/static/\w+/", "/static/0000000000/", style[1])
    assert client.get(old).headers["Cache-Control"] == "no-cache"
    assert client.get("/static/0000000000/../app.py").status_code == 404


def test_an_original_is_saved_not_run(client: FlaskClient, held: Services) -> None:
    record = held.registry.by_slug(DECISION)
    assert record.original
    with client.get(addresses.original(record.original, record.slug, view=True)) as answer:
        assert answer.data
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert client.get("/tep/../../etc/passwd").status_code == 404
    assert client.get(f"/tep/{'0' * 64}/x").status_code == 404


def test_the_basket_lives_in_the_browser_and_keeps_its_order(client: FlaskClient, held: Services) -> None:
    first, second = held.registry.by_slug(LONG).id, held.registry.by_slug(DECISION).id
    for each in (first, second):
        answer = client.post("/so-tay/gio", data={"them": each, "ve": "/tim-kiem?q=giay"})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/tim-kiem?q=giay")
    page = text(client, "/so-tay")
    assert page.index(f'value="{first}"') < page.index(f'value="{second}"')
    client.post("/so-tay/gio", data={"bo": first})
    assert f'name="vb" value="{first}"' not in text(client, "/so-tay")


def test_a_form_sent_from_another_site_is_refused(client: FlaskClient) -> None:
    answer = client.post("/so-tay/gio", data={"xoa": "1"}, headers={"Origin": "https://example.org"})
    assert answer.status_code == 403


def test_an_empty_handbook_is_refused_with_what_to_do(client: FlaskClient) -> None:
    answer = client.post("/so-tay/pdf", data={"tieu-de": "Rồng"})
    assert answer.status_code == 400
    assert "Chọn ít nhất một văn bản" in answer.get_data(as_text=True)


def test_a_handbook_is_one_pdf(client: FlaskClient, held: Services) -> None:
    answer = client.post("/so-tay/pdf", data={"tieu-de": "Rồng giấy", "vb": held.registry.by_slug(DECISION).id})
    assert answer.status_code == 200, answer.get_data(as_text=True)[:500]
    assert answer.data.startswith(b"%PDF-")
    assert 'filename="rong-giay-' in answer.headers["Content-Disposition"]


def test_suggestions_are_options_and_escape_what_was_stored(client: FlaskClient) -> None:
    page = text(client, "/goi-y?q=9902")
    assert page.count('role="option"') >= 1
    assert f'data-url="/van-ban/{DECISION}"' in page
    assert text(client, "/goi-y?q=").strip() == ""


@pytest.mark.parametrize("query", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "\x00", "đ" * 500])
def test_hostile_queries_are_only_words(client: FlaskClient, query: str) -> None:
    page = client.get("/tim-kiem", query_string={"q": query}).get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "49 văn bản" not in page


def test_an_empty_result_offers_looser_searches_that_do_find_something(client: FlaskClient) -> None:
    page = text(client, "/tim-kiem?q=xyzzy&chuong-trinh=NTM")
    assert "Không có văn bản nào khớp" in page
    found = re.search(r'<li><a href="([^"]+)">Bỏ câu tìm, giữ bộ lọc</a>: ([\d.]+) văn bản', page)
    assert found
    assert f"<h1>{found[2]} văn bản" in text(client, found[1].replace("&amp;", "&"))


def test_a_former_address_leads_for_good_to_the_present_one(
    client: FlaskClient, held: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = held.registry.by_slug(DECISION)
    monkeypatch.setattr(type(held.registry), "by_slug", lambda *_: record)
    answer = client.get("/van-ban/dia-chi-cu")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/van-ban/{DECISION}")


def test_the_page_of_a_document_without_text_says_where_to_get_it(client: FlaskClient, held: Services) -> None:
    record = held.registry.by_slug("quyet-dinh-1719-qd-ttg-2021")
    page = text(client, "/van-ban/quyet-dinh-1719-qd-ttg-2021")
    assert "Kho chưa có toàn văn" in page
    assert all(f'href="{escape(source)}"' in page for source in record.sources if source.startswith("http"))


def test_relations_are_shown_from_both_ends(client: FlaskClient) -> None:
    acting = client.get("/api/v1/documents/quyet-dinh-9903-2025-qd-ubnd-tinh-hu-cau").get_json()
    touched = client.get(f"/api/v1/documents/{DECISION}").get_json()
    amends = next(group for group in acting["relations"] if (group["verb"], group["inbound"]) == ("amends", False))
    assert [item["document"]["slug"] for item in amends["items"]] == [DECISION]
    changed = next(group for group in touched["changed_by"] if group["verb"] == "amends")
    touch = changed["items"][0]["touches"][0]
    assert (touch["acting"]["label"], touch["touched"]["label"]) == ("khoản 1 Điều 1", "khoản 2 Điều 5")
    assert touch["touched"]["url"] == f"/van-ban/{DECISION}/d5.k2"


@pytest.mark.parametrize("sent", ["9" * 30, "-1", "1e3", "²", "", "1; drop"])
def test_ids_that_are_no_ids_change_nothing(client: FlaskClient, sent: str) -> None:
    client.set_cookie("so_tay", sent)
    assert "Sổ tay chưa có văn bản nào" in text(client, "/so-tay")
    assert client.post("/so-tay/gio", data={"them": sent}).status_code == 303
    assert client.post("/so-tay/pdf", data={"vb": sent}).status_code == 400
