"""A NukeViet portal, old and new, enters the registry with each document once and every trap seen through."""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from registry.errors import SourceFailed
from registry.settings import load
from registry.sources import nukeviet
from registry.sources.run import Options, run
from registry.sources.site import Site, find
from registry.sources.values import Page
from registry.store import Registry
from registry.store.dump import dump
from tests.hu_cau import ACTS, Act, Portal, signed
from tests.plain_parser import PARSER
from tests.web_server import Answer, WebServer, saved_site, serving

OPTIONS = Options(allow_private=True, parser=PARSER)
SHOWN = [act for act in ACTS if not act.hidden]


def portal_site(server: WebServer, start: str = "/laws/") -> Site:
    return find(server.base + start, province="Hư Cấu")


def codes(registry: Registry, number: str) -> set[str]:
    document = registry.by_number(number)[0]
    return {each.issue.code for each in registry.issues(document.id)}


@pytest.mark.parametrize(("old", "rewrite"), [(False, True), (True, True), (False, False)])
def test_every_document_once_whatever_the_version(registry: Registry, old: bool, rewrite: bool) -> None:
    portal = Portal(old=old, rewrite=rewrite)
    with serving(portal) as server:
        report = run(registry, portal_site(server, portal.address("")), OPTIONS)
    assert (report.state, report.listed, report.problems) == ("done", len(SHOWN), ())
    documents = registry.documents()
    assert len(documents) == len(SHOWN)
    assert {each.number for each in documents} >= {"9001/2025/QĐ-UBND", "9003/QĐ-UBND", "9007/UBND-TH"}
    titles = {each.number: each.title for each in documents}
    assert titles["9003/QĐ-UBND"] == 'Về "một số" nội dung & cơ chế 100% (đối ứng)'
    assert titles["9007/UBND-TH"] == "Công văn không trích yếu"
    assert all(not each.issuer or "Hư Cấu" in each.issuer or "Bộ" in each.issuer for each in documents)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Registry, str]]:
    home = tmp_path_factory.mktemp("home")
    with Registry.open(load(home=home, workers=1, crawl_seconds=0)) as registry, serving(Portal()) as server:
        run(registry, portal_site(server), OPTIONS)
        yield registry, server.base


def test_a_second_run_changes_nothing(registry: Registry) -> None:
    with serving(Portal()) as server:
        run(registry, portal_site(server), OPTIONS)
        before = dump(registry)
        report = run(registry, portal_site(server), OPTIONS)
    assert (report.state, report.changed, report.gone) == ("done", 0, ())
    assert dump(registry) == before


def test_relations_point_where_the_label_means(crawled: tuple[Registry, str]) -> None:
    registry, _ = crawled
    new = registry.by_number("9002/2025/QĐ-UBND")[0]
    edges = {(each.verb, each.inbound, each.number) for each in registry.relations_of(new.id)}
    assert edges == {("replaces", False, "9001/2025/QĐ-UBND")}
    assert registry.by_number("9001/2025/QĐ-UBND")[0].effect.state == "expired"


def test_facts_carry_the_address_of_their_page(crawled: tuple[Registry, str]) -> None:
    registry, base = crawled
    document = registry.by_number("9001/2025/QĐ-UBND")[0]
    facts = {each.field: each for each in registry.facts_of(document.id) if each.origin == "catalogue"}
    assert facts["effective"].value == "2025-01-15"
    assert facts["effective"].source == f"{base}/laws/detail/Van-ban-1-1/"
    assert document.has_text


def test_a_cut_number_is_named_and_completed_only_where_it_is_stated(crawled: tuple[Registry, str]) -> None:
    registry, _ = crawled
    cut = next(each for each in registry.documents() if each.number.startswith("9004/"))
    assert len(cut.number) < len(ACTS[3].number)
    assert codes(registry, cut.number) == {"number-cut"}
    assert "number-completed" in codes(registry, "9010/2025/TTLT-BAAAA-BBBBB-BCCCC-BDDDD-BEEEE-BFFFF")


def test_files_of_other_documents_and_annexes_are_set_aside(crawled: tuple[Registry, str]) -> None:
    registry, _ = crawled
    assert not registry.by_number("9999/QĐ-UBND")
    assert codes(registry, "9005/QĐ-UBND") == {"attachment-foreign", "attachment-refused"}
    assert not registry.by_number("9005/QĐ-UBND")[0].has_text
    assert codes(registry, "9003/QĐ-UBND") == {"attachment-unclear"}
    assert registry.by_number("9003/QĐ-UBND")[0].has_text
    held = {each.name: each.code for each in registry.quarantine()}
    assert held == {"nham.doc": "attachment-foreign", "hong.doc": "damaged", "phu-luc.pdf": "attachment-unclear"}


def test_a_file_elsewhere_is_named_not_fetched(crawled: tuple[Registry, str]) -> None:
    registry, _ = crawled
    assert codes(registry, "9008/QĐ-UBND") == {"attachment-elsewhere"}
    assert "https://vanban.example/?docid=1" in registry.by_number("9008/QĐ-UBND")[0].sources


def test_a_date_on_which_page_and_file_differ_makes_no_twin(crawled: tuple[Registry, str]) -> None:
    registry, _ = crawled
    assert len(registry.by_number("9009/QĐ-UBND")) == 1
    assert "sources-disagree" in codes(registry, "9009/QĐ-UBND")


def test_a_file_tells_what_its_page_lacks_or_mistakes(registry: Registry) -> None:
    acts = (
        Act(1, "", "02/01/2025", "Trang không ghi số", files={"a.doc": signed("9001/QĐ-UBND", (2, 1, 2025))}),
        Act(2, "9002/QĐ-UBND", "02/01/2025", "Trang ghi cơ quan khác", issuer="Sở Tài chính",
            files={"b.doc": signed("9002/QĐ-UBND", (2, 1, 2025))}),
        Act(3, "9003/QĐ-UBND", "02/01/2025", "Tệp của tỉnh khác",
            files={"c.doc": signed("9003/QĐ-UBND", (2, 1, 2025), issuer="TỈNH LAI CHÂU")}, issuer="UBND tỉnh Sơn La"),
        Act(4, "", "03/01/2025", "Không đâu ghi số", body="<p>Điều 1</p><p>Nội dung</p>"),
    )  # fmt: skip
    with serving(Portal(acts)) as server:
        run(registry, portal_site(server), OPTIONS)
        run(registry, portal_site(server), OPTIONS)
    documents = {each.title: each for each in registry.documents()}
    assert len(registry.documents()) == len(acts)
    assert documents["Trang không ghi số"].number == "9001/QĐ-UBND"
    assert codes(registry, "9001/QĐ-UBND") == {"number-from-file"}
    assert "meta-disagrees" in codes(registry, "9002/QĐ-UBND")
    assert codes(registry, "9003/QĐ-UBND") == {"attachment-foreign"}
    assert [each.has_text for each in documents.values()].count(True) == 3


def test_two_portals_with_the_same_documents_are_two_witnesses(registry: Registry) -> None:
    for _ in range(2):
        with serving(Portal()) as server:
            run(registry, portal_site(server), OPTIONS)
    assert len(registry.documents()) == len(SHOWN)
    assert len(registry.by_number("9001/2025/QĐ-UBND")[0].sources) >= 2


def test_the_body_survives_markup_that_closes_its_paragraph(tmp_path: Path) -> None:
    page = tmp_path / "page"
    page.write_text(Portal()._page(ACTS[1]), encoding="utf-8")
    told = nukeviet.NukeViet("http://x/laws/").read(Page("a", "http://x/laws/detail/Van-ban-2-2/", page, "0"))
    text = BeautifulSoup(told.body, "html.parser").get_text(" ", strip=True)
    assert text.startswith("Mức 10 & 20")
    assert text.endswith("Cuối cùng.")
    assert "cùng thể loại" not in text
    assert told.issues == ()


def test_feeds_add_nothing_twice(registry: Registry) -> None:
    with serving(Portal()) as server:
        site = portal_site(server)
        fed = Site(
            site.name, site.title, site.kind, site.base, "Hư Cấu", (f"{server.base}/laws/rss/",), labels="nukeviet"
        )
        assert run(registry, fed, Options(dry=True, allow_private=True)).listed == len(SHOWN)
    assert registry.documents() == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://x/laws/detail/Quyet-dinh-2022-17/", "17"),
        ("http://x/index.php?language=vi&nv=laws&op=main&op=detail/x-1", "1"),
        ("http://x/laws/detail/x-1/?download=1&id=0", "1"),
        ("http://x/laws/Quyet-dinh/", None),
        ("http://x/laws/page-2/", None),
    ],
)
def test_a_document_is_known_by_the_id_in_its_address(address: str, expected: str | None) -> None:
    assert nukeviet.identity(address) == expected


def test_the_real_pages_give_every_document_of_the_list_once(registry: Registry, corpus: Path) -> None:
    with serving(saved_site(corpus / "html" / "nukeviet")) as server:
        report = run(registry, find(f"{server.base}/laws/"), Options(allow_private=True, parser=PARSER))
    documents = registry.documents()
    assert (report.listed, len(documents), len({each.number for each in documents})) == (141, 141, 141)
    assert {each.code for each in report.problems} == {"page-missing"}
    new = registry.by_number("20/2024/NQ-HĐND")[0]
    assert ("replaces", False, "15/2022/NQ-HĐND") in {
        (each.verb, each.inbound, each.number) for each in registry.relations_of(new.id)
    }
    assert "number-cut" in codes(registry, "04/2018/TTLT-BKHĐT-BNNPTNT-BTC-BLĐTB")


def test_html_parser_keeps_a_real_body_that_lxml_loses(corpus: Path) -> None:
    text = (corpus / "html" / "nukeviet" / "detail_1.html").read_text(encoding="utf-8")
    trees = (BeautifulSoup(text, parser) for parser in ("html.parser", "lxml"))
    kept, lost = (sum(len(node.get_text()) for node in tree.select("p.m-bottom")) for tree in trees)
    assert kept > 40_000 > 10 > lost


class Changed(Portal):
    """A portal whose pages are changed in words or answered by others."""

    def __init__(self, acts: tuple[Act, ...] = ACTS, **changes: object) -> None:
        super().__init__(acts, old=bool(changes.pop("old", False)))
        self.words = changes.pop("words", {})
        self.given: dict[str, Answer] = changes.pop("given", {})  # type: ignore[assignment]

    def _answer(self, server: WebServer, place: str, query: str) -> Answer:
        found = next((answer for end, answer in self.given.items() if f"{place}?{query}".endswith(end)), None)
        if found is not None:
            return found
        answer = super()._answer(server, place, query)
        body = answer.body.decode("utf-8", "replace")
        for old, new in self.words.items():  # type: ignore[attr-defined]
            body = body.replace(old, new)
        return Answer(body.encode(), answer.status, answer.kind, answer.headers)


def test_labels_and_days_in_other_spellings(registry: Registry) -> None:
    words = {
        "Số kí hiệu": "SỐ KÍ HIỆU :", "Ngày ban hành": "  NGÀY\n BAN HÀNH:", "Văn bản thay thế": "VĂN BẢN THAY THẾ :",
        "15/01/2025": "ngày 15 tháng 1 năm 2025", "20/01/2025": "20-01-2025 12:00:00 SA",
    }  # fmt: skip
    with serving(Changed(ACTS[:2], words=words)) as server:
        run(registry, portal_site(server), OPTIONS)
    documents = {each.number: each for each in registry.documents()}
    assert [f"{each.effective:%d/%m}" for _, each in sorted(documents.items()) if each.effective] == ["15/01", "20/01"]
    new = documents["9002/2025/QĐ-UBND"]
    assert [(each.verb, each.inbound) for each in registry.relations_of(new.id)] == [("replaces", False)]


@pytest.mark.parametrize("name", ["Số, ký hiệu", "Số hiệu", "SỐ KÝ HIỆU"])
def test_an_old_table_is_known_by_any_name_of_the_number(registry: Registry, name: str) -> None:
    with serving(Changed(ACTS[:2], old=True, words={"Số kí hiệu": name})) as server:
        assert run(registry, portal_site(server), OPTIONS).listed == 2


def test_one_bad_link_is_told_and_stops_nothing(registry: Registry) -> None:
    words = {
        '<ul class="pagination">': '<a href="http://[::1">x</a><ul class="pagination"><li><a href="http://[x">2</a></li>',
        '<div class="laws-download-file">': '<div class="laws-download-file"><a href="http://[x/tep.doc">z</a>'
        '<a href="mailto:van-thu@hucau.example">thư</a>',
    }
    with serving(Changed(ACTS[:2], words=words)) as server:
        report = run(registry, portal_site(server), OPTIONS)
    assert (report.listed, len(registry.documents())) == (2, 2)
    assert {each.code for each in report.problems} == {"address-scheme"}
    assert all("tep.doc" in each.address for each in report.problems)


NO_MORE = "<html><body><p>Không có văn bản nào</p></body></html>".encode()


@pytest.mark.parametrize("answer", [Answer(NO_MORE), Answer(b"?", 404)])
def test_a_list_may_have_become_shorter_at_its_end_only(registry: Registry, answer: Answer) -> None:
    with serving(Changed(given={"page-3/?": answer})) as server:
        assert run(registry, portal_site(server), OPTIONS).listed == len(SHOWN) - 1
    with serving(Changed(given={"page-2/?": answer})) as server, pytest.raises(SourceFailed) as error:
        run(registry, portal_site(server), OPTIONS)
    assert error.value.code in ("source-changed", "page-missing")


def test_a_list_that_was_gone_once_is_asked_again(registry: Registry) -> None:
    portal = Portal(ACTS[:2])
    with serving(portal) as server:
        portal.instead["/laws/"] = Answer(b"?", 404)
        with pytest.raises(SourceFailed):
            run(registry, portal_site(server), OPTIONS)
        portal.instead.clear()
        assert run(registry, portal_site(server), OPTIONS).state == "done"


LOGIN = "<html><title>Đăng nhập</title><form>Tên <input name=u><input type=password name=p></form></html>".encode()
NOTE = "<html><body><h1>Hệ thống đang bảo trì</h1>Vui lòng quay lại sau</body></html>".encode()


@pytest.mark.parametrize(
    ("body", "code"),
    [(LOGIN, "source-login"), (NOTE, "source-error-page"), (b'{"error": "x", "code": 500}', "source-error-page")],
)
def test_what_is_answered_in_place_of_a_file_is_no_file(registry: Registry, body: bytes, code: str) -> None:
    portal = Changed(ACTS[:2], given={"Van-ban-1-1/?download=1&id=0": Answer(body)})
    with serving(portal) as server:
        report = run(registry, portal_site(server), OPTIONS)
        assert (report.state, [each.code for each in report.problems]) == ("incomplete", [code])
        assert registry.quarantine() == []
        portal.given.clear()
        assert run(registry, portal_site(server), OPTIONS).state == "done"
    assert registry.by_number("9001/2025/QĐ-UBND")[0].has_text


def test_pages_that_lead_to_a_login_form_are_not_taken_for_gone(registry: Registry) -> None:
    given = {f"Van-ban-{n}-{n}/?": Answer(status=302, headers={"Location": "/dang-nhap"}) for n in (1, 2)}
    portal = Changed(ACTS[:2], given=given)
    portal.instead["/dang-nhap"] = Answer(LOGIN)
    with serving(portal) as server, pytest.raises(SourceFailed) as error:
        run(registry, portal_site(server), OPTIONS)
    assert error.value.code == "source-login"


class Fed(Portal):
    """A list of one document beside feeds that name another one."""

    def __call__(self, server: WebServer, path: str, headers: Mapping[str, str]) -> Answer:
        link = "/laws/detail/Van-ban-2-2/"
        feeds = {
            "/muc-luc.xml": f"<sitemapindex><!-- x --><sitemap><loc>{server.base}/so-do.xml.gz</loc></sitemap>"
            "<sitemap><loc>/muc-luc.xml</loc></sitemap><sitemap><loc>http://khac.example/x.xml</loc></sitemap>"
            f"<sitemap><loc>http://khac.example{link.replace('2-2', '7-7')}</loc></sitemap></sitemapindex>",
            "/so-do.xml.gz": f"<urlset><url><loc> {server.base}{link} </loc></url></urlset>",
            "/rss.xml": f'\n\n<?xml version="1.0"?><rss><channel><item><link>{link}</link></item></channel></rss>',
            "/hong.xml": "<html><body>Hệ thống đang bảo trì</body></html>",
        }
        if path == "/no.xml.gz":
            return Answer(gzip.compress(b"<rss>" + b" " * (65 << 20)))
        if path not in feeds:
            return super().__call__(server, path, headers)
        body = feeds[path].encode()
        return Answer(gzip.compress(body) if path.endswith(".gz") else body, kind="application/xml")

    def _list(self, shown: list[Act], number: int) -> str:
        return super()._list(shown[:1], number)


@pytest.mark.parametrize("feed", ["/muc-luc.xml", "/so-do.xml.gz", "/rss.xml"])
def test_feeds_in_every_packing_are_followed(registry: Registry, feed: str) -> None:
    with serving(Fed(ACTS[:2])) as server:
        assert run(registry, replace(portal_site(server), feeds=(server.base + feed,)), OPTIONS).listed == 2


@pytest.mark.parametrize(("feed", "code"), [("/hong.xml", "source-error-page"), ("/no.xml.gz", "source-changed")])
def test_what_is_no_feed_stops_the_run(registry: Registry, feed: str, code: str) -> None:
    with serving(Fed(ACTS[:2])) as server, pytest.raises(SourceFailed) as error:
        run(registry, replace(portal_site(server), feeds=(server.base + feed,)), OPTIONS)
    assert error.value.code == code
