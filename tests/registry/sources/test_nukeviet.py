"""A NukeViet portal, old and new, enters the registry with each document once and every trap seen through."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from registry.settings import load
from registry.sources import nukeviet
from registry.sources.run import Options, run
from registry.sources.site import Site, find
from registry.sources.values import Page
from registry.store import Registry
from registry.store.dump import dump
from tests.hu_cau import ACTS, Act, Portal, signed
from tests.plain_parser import PARSER
from tests.web_server import WebServer, saved_site, serving

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
