"""Gazettes, the government's portal, saved vbpl pages, and a site described in YAML: each in its own markup."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from registry.errors import BadRequest, NotKnown, SourceFailed
from registry.settings import load
from registry.sources import kinds, site
from registry.sources.congbao import CongBao
from registry.sources.domino import Domino
from registry.sources.run import Options, run
from registry.sources.values import Page
from registry.sources.vanban import VanBan
from registry.store import Registry
from tests.hu_cau import signed
from tests.plain_parser import PARSER
from tests.web_server import Answer, WebServer, serving

OPTIONS = Options(allow_private=True, parser=PARSER)


@pytest.fixture
def pages(tmp_path: Path) -> Callable[[Mapping[str, str]], Callable[[str], Page]]:
    """Gives pages written in a test, by address."""

    def make(texts: Mapping[str, str]) -> Callable[[str], Page]:
        def fetch(address: str) -> Page:
            path = tmp_path / str(abs(hash(address)))
            path.write_text(texts[address], encoding="utf-8")
            return Page(address, address, path, "0")

        return fetch

    return make


Pages = Callable[[Mapping[str, str]], Callable[[str], Page]]


def test_the_official_gazette(pages: Pages) -> None:
    listing = """<div class="list-newspaper"><span class="days">Ngày ban hành: 18/03/2025</span>
      <a class="sapo" href="/van-ban/thong-tu-lien-tich-so-9001-46.htm">
      Thông tư liên tịch 9001/2025/TTLT-BTC-BCA về thử</a></div>"""
    feed = "<rss><channel><item><link>http://x/van-ban/khac-47.htm</link></item><item><link>/</link></item></channel></rss>"
    detail = """<h1>Thông tư liên tịch số 9001/2025/TTLT-BTC-BCA về thử nghiệm</h1>
      <div class="row"><span class="name">Số, ký hiệu</span><div class="value">
      <span class="child-value">9001/2025/TTLT-BTC-BCA</span></div></div>
      <div class="row"><span class="name">Ngày hiệu lực</span><div class="value">
      <span class="child-value"></span></div></div>
      <div class="ngayban">Ban hành: 18/03/2025 - Hiệu lực: 01/04/2025</div>
      <div data-contentvanban="loadtep"><a class="itemtep" data-href="/tep/a.pdf" data-tepid="5">a.pdf</a></div>"""
    fetch = pages({"http://x/c1.htm": listing, "http://x/rss": feed, "http://x/van-ban/a-46.htm": detail})
    source = CongBao("http://x/c1.htm", ("http://x/rss",))
    rows = list(source.discover(fetch))
    assert [(row.key, row.told.number, row.told.type) for row in rows] == [
        ("46", "9001/2025/TTLT-BTC-BCA", "Thông tư liên tịch"),
        ("47", "", ""),
    ]
    told = source.read(fetch("http://x/van-ban/a-46.htm"))
    assert (told.issued, told.effective, told.type) == (date(2025, 3, 18), date(2025, 4, 1), "Thông tư liên tịch")
    assert [file.address for file in told.files] == ["http://x/tep/a.pdf"]


def test_the_governments_portal_knows_documents_by_docid(pages: Pages) -> None:
    listing = """<table id="ctrl_1_grvDocument"><tr><th>Số</th></tr>
      <tr><td><a href="/?pageid=27160&docid=7&classid=1"><span class="code">9001/2025/QĐ-TTg</span></a></td>
      <td><span class="issued-date">02/01/2025</span></td><td><span class="substract">Về thử nghiệm</span>
      <div class="bl-doc-file"><a download href="https://tep.example/9001.signed.pdf">x</a></div></td></tr></table>"""
    detail = """<table><tr><td class="col1">Số ký hiệu</td><td>9001/2025/QĐ-TTg</td></tr>
      <tr><td class="col1">Ngày ban hành</td><td>02-01-2025</td></tr>
      <tr><td class="col1">Trích yếu</td><td>Về thử</td></tr>
      <tr><td class="col1">Tài liệu đính kèm</td><td>
      <a class="view-file" href="https://tep.example/a.pdf">a</a></td></tr></table>"""
    fetch = pages({"http://x/l": listing, "http://x/default.aspx?docid=7&pageid=1": detail})
    rows = list(VanBan("http://x/l").discover(fetch))
    assert [(row.key, row.told.number, row.told.issued, row.told.title) for row in rows] == [
        ("7", "9001/2025/QĐ-TTg", date(2025, 1, 2), "Về thử nghiệm")
    ]
    told = VanBan("http://x/l").read(fetch("http://x/default.aspx?docid=7&pageid=1"))
    assert (told.issued, told.files[0].name) == (date(2025, 1, 2), "a.pdf")


def domino_row(unid: str, number: str) -> str:
    return (
        f"<tr><td>13/7/2025</td><td><a href='NoiDung?openForm&ParentUNID={unid}'><span class='doc-cate'>Quyết định của "
        f"UBND tỉnh</span> <span class='doc-notation'>số {number}</span> về thử nghiệm.</a></td>"
        f'<td><a href="{unid}/$file/QD so 1.doc">QD so 1.doc</a></td></tr>'
    )


def test_a_domino_gazette_pages_to_its_total(pages: Pages) -> None:
    one, two = "A" * 32, "B" * 32
    start = "http://x/congbao.nsf/V?OpenForm&Start=1&page=1"
    fetch = pages({
        start: f"<span id='total'>31</span><table>{domino_row(one, '9001/QĐ-UBND')}</table>",
        "http://x/congbao.nsf/V?OpenForm&Start=1&page=2": f"<table>{domino_row(two, '9002/QĐ-UBND')}</table>",
    })  # fmt: skip
    rows = list(Domino(start).discover(fetch))
    assert [(row.key, row.told.number, row.told.type, row.told.issuers) for row in rows] == [
        (one, "9001/QĐ-UBND", "Quyết định", ("UBND tỉnh",)),
        (two, "9002/QĐ-UBND", "Quyết định", ("UBND tỉnh",)),
    ]
    assert rows[0].told.title == "về thử nghiệm"
    assert rows[0].address == f"http://x/congbao.nsf/ThuocTinh?openForm&ParentUNID={one}"
    assert rows[0].told.files[0].address == f"http://x/congbao.nsf/{one}/$file/QD%20so%201.doc"


def test_the_real_gazette_pages(corpus: Path) -> None:
    def fetch(name: str) -> Callable[[str], Page]:
        return lambda address: Page(address, address, corpus / "html" / name, "0")

    rows = list(
        Domino("http://x/congbao.nsf/A?OpenForm").discover(fetch("congbao_sonla/documents_by_gazette_sample.html"))
    )
    assert len({row.key for row in rows}) == len(rows) == 11
    assert all(row.told.number and row.told.issued and row.told.title and row.told.files for row in rows)
    told = CongBao("").read(fetch("congbao_chinhphu/congbao_detail.html")("http://x/van-ban/a-1.htm"))
    assert (told.number, told.issuers, told.effective) == ("79/2026/NĐ-CP", ("CHÍNH PHỦ",), date(2026, 3, 18))


def saved_page(item: int, inside: str) -> str:
    tabs = "".join(
        f'<a href="/TW/Pages/vbpq-{tab}.aspx?ItemID={item}">x</a>' for tab in ("toanvan", "thuoctinh", "luocdo")
    )
    return f'<html><body><div class="box-tab-vb">{tabs}</div>{inside}</body></html>'


def test_saved_pages_of_the_old_vbpl_become_one_document(tmp_path: Path) -> None:
    folder = tmp_path / "vbpl"
    folder.mkdir()
    body = signed("9001/2025/QĐ-UBND", (2, 1, 2025)).decode()
    (folder / "a.html").write_text(
        saved_page(7, f'<div id="toanvancontent">{body}<ul class="fileAttack"><li>tệp</li></ul></div>'), "utf-8"
    )
    (folder / "b.html").write_text(
        saved_page(7, """<div class="vbProperties"><table><tr><td class="title">Về thử nghiệm</td></tr>
          <tr><td class="label">Số ký hiệu</td><td>9001/2025/QĐ-UBND</td>
          <td class="label">Ngày ban hành</td><td>02/01/2025</td></tr>
          <tr><td class="label">Ngày có hiệu lực</td><td>15/01/2025</td>
          <td class="label">Ngày đăng công báo</td><td>...</td></tr>
          <tr><td class="label">Cơ quan ban hành/ Chức danh / Người ký</td>
          <td>UBND tỉnh Hư Cấu</td><td>Chủ tịch</td><td>Trần Văn Thử</td></tr>
          <tr><td colspan="4">Tình trạng hiệu lực: Còn hiệu lực</td></tr></table></div>"""), "utf-8")  # fmt: skip
    (folder / "c.html").write_text(
        saved_page(7, """<div class="luocdo"><div class="title">Văn bản bị hết hiệu lực 1 phần </div>
          <a class="jTips" href="vbpq-toanvan.aspx?ItemID=3">Quyết định 9000/2024/QĐ-UBND</a></div>
          <div class="luocdo"><div class="title">Văn bản lạ</div>
          <a>Quyết định 8000/2024/QĐ-UBND</a></div>"""), "utf-8")  # fmt: skip
    with Registry.open(load(home=tmp_path / "home", workers=1)) as registry:
        report = run(registry, site.find(str(folder), kind="vbpl-saved", province="Hư Cấu"), OPTIONS)
        (document,) = registry.documents()
        relations = {(each.verb, each.number) for each in registry.relations_of(document.id)}
        codes = {each.issue.code for each in registry.issues(document.id)}
    assert (report.listed, document.has_text, document.title) == (1, True, "Về thử nghiệm")
    assert (document.effective, document.signers[0].name) == (date(2025, 1, 15), "Trần Văn Thử")
    assert relations == {("repeals_partly", "9000/2024/QĐ-UBND")}
    assert "unknown-label" in codes
    assert document.sources == ("https://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID=7",)


def test_a_saved_error_page_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body>Sorry, something went wrong ItemID=5</body></html>", "utf-8")
    with Registry.open(load(home=tmp_path / "home")) as registry, pytest.raises(SourceFailed) as error:
        run(registry, site.find(str(tmp_path), kind="vbpl-saved"), OPTIONS)
    assert error.value.code == "source-error-page"


def test_saved_answers_of_the_gateway(tmp_path: Path) -> None:
    folder = tmp_path / "vbpl"
    folder.mkdir()
    item = {
        "id": "5", "docNum": "9001/2025/QĐ-UBND", "docType": {"name": "Quyết định"}, "issueDate": "2025-01-02T00:00:00",
        "title": "Quyết định số 9001/2025/QĐ-UBND của Ủy ban nhân dân tỉnh Hư Cấu về thử nghiệm", "effFrom": None,
        "agencyName": "UBND tỉnh Hư Cấu", "effStatus": {"name": "Còn hiệu lực"},
    }  # fmt: skip
    body = signed("9001/2025/QĐ-UBND", (2, 1, 2025)).decode()
    detail = item | {
        "documentContent": {"content": body},
        "references": [
            {"referenceType": 3, "targetDocument": {"id": "4", "docNum": "9000/2024/QĐ-UBND", "title": "x"}}
        ],
    }
    other = item | {"id": "6", "docNum": "9002/2025/QĐ-UBND"}
    (folder / "list.json").write_text(json.dumps({"success": True, "data": {"items": [item, other]}}), "utf-8")
    (folder / "doc.json").write_text(json.dumps({"success": True, "data": detail}), "utf-8")
    (folder / "tree.json").write_text(json.dumps({"success": True, "data": []}), "utf-8")
    with Registry.open(load(home=tmp_path / "home", workers=1)) as registry:
        report = run(registry, site.find(str(folder), kind="vbpl-gateway"), OPTIONS)
        documents = {each.number: each for each in registry.documents()}
        codes = {each.issue.code for each in registry.issues(documents["9001/2025/QĐ-UBND"].id)}
        assert registry.relations_of(documents["9001/2025/QĐ-UBND"].id) == []
    assert report.listed == len(documents) == 2
    assert documents["9001/2025/QĐ-UBND"].has_text
    assert documents["9001/2025/QĐ-UBND"].title == "về thử nghiệm"
    assert codes == {"unknown-label"}  # numbers without names are not guessed
    assert report.problems[0].code == "page-missing"


DESCRIBED = """
name: cong-hu-cau
title: Cổng tỉnh Hư Cấu
kind: described
base: {base}/van-ban
province: Hư Cấu
expect: {{rows: 2, filled: {{number: 1.0}}}}
shape:
  list:
    row: ul.ds > li
    link: a.ten
    key: 'id=(\\d+)'
    next: a.tiep
    fields: {{number: .so, issued: .ngay}}
  detail:
    mark: dl.thuoc-tinh
    labels: {{row: dl.thuoc-tinh > div, label: dt, value: dd}}
    body: article
    files: a.tep
    relations: {{row: div.lien-quan, label: b, link: a}}
  relations:
    Bãi bỏ văn bản: {{verb: repeals, inbound: false}}
"""


def described_site(server: WebServer, path: str, headers: Mapping[str, str]) -> Answer:
    rows = {
        "/van-ban": '<ul class="ds"><li><span class="so">9001/QĐ-UBND</span><i class="ngay">2-1-2025</i>'
        '<a class="ten" href="/xem?id=1">Một</a></li></ul><a class="tiep" href="?trang=2">2</a>',
        "/van-ban?trang=2": '<ul class="ds"><li><span class="so">9002/QĐ-UBND</span><a class="ten" href="/xem?id=2">Hai'
        '</a></li><li><span class="so">9001/QĐ-UBND</span><a class="ten" href="/xem?id=1&x">Một</a></li></ul>',
        "/xem?id=1": '<dl class="thuoc-tinh"><div><dt>Cơ quan ban hành:</dt><dd>UBND tỉnh</dd></div><div><dt>Trích yếu'
        '</dt><dd>Việc một</dd></div></dl><div class="lien-quan"><b>Bãi bỏ văn bản:</b><a href="/xem?id=2">9002/QĐ-UBND'
        '</a></div><a class="tep" href="/tep/1.pdf">1.pdf</a>',
        "/xem?id=2": '<dl class="thuoc-tinh"><div><dt>Ngày ký</dt><dd>01/01/2024</dd></div><div>'
        "<dt>Cơ quan ban hành</dt><dd>UBND tỉnh</dd></div></dl><article><p>Điều 1</p>"
        "<p>Việc hai</p></article>",
    }
    if path == "/tep/1.pdf":
        return Answer(signed("9001/QĐ-UBND", (2, 1, 2025)), kind="application/pdf")
    return Answer(rows[path].encode()) if path in rows else Answer(b"?", 404)


def test_a_province_adds_its_portal_without_code(registry: Registry, tmp_path: Path) -> None:
    file = tmp_path / "cong.yaml"
    with serving(described_site) as server:
        file.write_text(DESCRIBED.format(base=server.base), encoding="utf-8")
        report = run(registry, site.find(str(file)), OPTIONS)
    documents = {each.number: each for each in registry.documents()}
    assert (report.state, report.listed, set(documents)) == ("done", 2, {"9001/QĐ-UBND", "9002/QĐ-UBND"})
    assert all(each.has_text for each in documents.values())
    assert documents["9001/QĐ-UBND"].issuer.endswith("tỉnh Hư Cấu")
    edges = registry.relations_of(documents["9001/QĐ-UBND"].id)
    assert [(each.verb, each.inbound, each.number, each.other is not None) for each in edges] == [
        ("repeals", False, "9002/QĐ-UBND", True)
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: a\ntitle: b\nkind: nukeviet\n", "base"),
        ("name: A b\ntitle: b\nkind: nukeviet\nbase: http://x\n", "name"),
        ("name: a\ntitle: b\nkind: khac\nbase: http://x\n", "kind"),
        ("name: [a\n", "YAML"),
        ("- 1\n", "đầu tệp"),
    ],
)
def test_a_wrong_description_says_where(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadRequest, match=said):
        site.find(str(file))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("row: ul.ds > li", "row: 'ul..ds >'", "list.row"),
        ("key: 'id=(\\d+)'", "key: 'id=\\d+'", "list.key"),
        ("key: 'id=(\\d+)'", "key: 'id=((\\d+'", "list.key"),
    ],
)
def test_a_selector_that_makes_no_sense_says_where(tmp_path: Path, old: str, new: str, said: str) -> None:
    file = tmp_path / "x.yaml"
    text = DESCRIBED.format(base="http://x")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BadRequest, match=said):
        kinds.reader(site.find(str(file)))


def test_shipped_sites_are_whole() -> None:
    assert {each.kind for each in site.sites()} <= set(kinds.KINDS)
    assert all(each.base.startswith("https://") and each.expect.rows for each in site.sites())
    with pytest.raises(NotKnown, match="crawl --list"):
        site.find("khong-co")
