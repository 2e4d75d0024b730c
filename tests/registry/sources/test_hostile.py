"""Portals that answer badly: each document once or a clear report, in bounded time and memory."""

import gzip
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer

import pytest
from bs4 import BeautifulSoup

from registry.errors import SourceFailed
from registry.files import Originals
from registry.settings import load
from registry.sources import refusals, robots, shape
from registry.sources.addresses import join
from registry.sources.client import Budget, Client
from registry.sources.network import transport
from registry.sources.pace import Clock, Pace, seconds_of
from registry.sources.report import CrawlReport
from registry.sources.run import Options, run
from registry.sources.site import Site, read
from registry.sources.values import Page
from registry.store import Registry
from tests.hu_cau import signed
from tests.plain_parser import PARSER
from tests.web_server import Answer, WebServer, serving

OPTIONS = Options(allow_private=True, parser=PARSER, clock=Clock(sleep=lambda _: None))
DESCRIPTION = """
name: cong-hu-cau
title: Cổng tỉnh Hư Cấu
kind: described
base: {base}/ds
province: Hư Cấu
shape:
  list: {{row: ul > li, link: a, key: 'id=(\\d+)', next: .tiep a, fields: {{number: b}}}}
  detail: {{mark: dl, labels: {{row: dl > div, label: dt, value: dd}}, files: a.tep}}
"""
LOGIN = "<title>Đăng nhập</title><form>Tên <input name=u><input type=password name=p></form>".encode()


def number(n: int) -> str:
    return f"99{n:02}/QĐ-UBND"


def row(n: int, address: str = "") -> str:
    return f'<li><b>{number(n)}</b> <a href="{address or f"/xem?id={n}"}">Văn bản {n}</a></li>'


def rows(numbers: Iterable[int], *further: str) -> Answer:
    links = "".join(f'<a href="{address}">tiếp</a>' for address in further)
    return Answer(f"<ul>{''.join(map(row, numbers))}</ul><p class=tiep>{links}</p>".encode())


def detail(n: int, *files: str) -> Answer:
    links = "".join(f'<a class=tep href="{address}">tệp</a>' for address in files)
    said = f"<div><dt>Số ký hiệu</dt><dd>{number(n)}</dd></div><div><dt>Cơ quan ban hành</dt><dd>UBND tỉnh</dd></div>"
    return Answer(f"<dl>{said}<div><dt>Trích yếu</dt><dd>Việc {n}</dd></div></dl>{links}".encode())


class Cong:
    """A portal of three documents whose answers can be replaced."""

    def __init__(self, **given: Answer | Callable[[WebServer, str], Answer]) -> None:
        self.given = dict(given)
        self.list: Callable[[WebServer, str], Answer] = lambda server, path: rows((1, 2, 3))
        self.file: Callable[[str], Answer] = lambda path: Answer(b"?", 404)

    def __call__(self, server: WebServer, path: str, headers: object) -> Answer:
        place, _, query = path.partition("?")
        if place == "/ds":
            return self.list(server, query)
        if place.startswith("/tep"):
            return self.file(path)
        if not query.startswith("id=") or place != "/xem":
            return Answer(b"?", 404)
        n = query[3:].partition("&")[0]
        answer = self.given.get(f"p{n}", detail(int(n)))
        return answer(server, path) if callable(answer) else answer


def crawl(registry: Registry, portal: Cong, tmp_path: Path) -> CrawlReport:
    with serving(portal) as server:
        return run(registry, described(server.base, tmp_path), OPTIONS)


def described(base: str, tmp_path: Path) -> Site:
    file = tmp_path / "cong.yaml"
    file.write_text(DESCRIPTION.format(base=base), encoding="utf-8")
    return read(file)


def numbers(registry: Registry) -> list[str]:
    return sorted(each.number for each in registry.documents())


def test_a_list_that_leads_in_a_circle_comes_to_an_end(registry: Registry, tmp_path: Path) -> None:
    portal = Cong()
    portal.list = lambda server, query: rows((1, 2, 3), f"?luot={len(server.asked)}")
    assert crawl(registry, portal, tmp_path).state == "done"
    assert numbers(registry) == [number(n) for n in (1, 2, 3)]


def test_the_last_page_may_be_gone_though_it_is_linked_first(registry: Registry, tmp_path: Path) -> None:
    pages = {"": rows((1,), "?trang=2", "?trang=12"), "trang=2": rows((2,), "?trang=3"), "trang=3": rows((3,))}
    portal = Cong()
    portal.list = lambda server, query: pages.get(query, Answer(b"?", 404))
    assert crawl(registry, portal, tmp_path).listed == 3


def test_a_gap_in_a_list_stops_the_run_and_is_asked_for_again(registry: Registry, tmp_path: Path) -> None:
    pages = {"": rows((1,), "?trang=2", "?trang=3"), "trang=3": rows((3,))}
    portal = Cong()
    portal.list = lambda server, query: pages.get(query, Answer(b"?", 404))
    with serving(portal) as server:
        with pytest.raises(SourceFailed):
            run(registry, described(server.base, tmp_path), OPTIONS)
        pages["trang=2"] = rows((2,))
        assert run(registry, described(server.base, tmp_path), OPTIONS).listed == 3


def test_a_note_that_we_may_not_see_it_is_no_end_of_a_list(registry: Registry, tmp_path: Path) -> None:
    pages = {"": rows((1,), "?trang=2"), "trang=2": Answer("<p>Bạn không có quyền xem thông tin này</p>".encode())}
    portal = Cong()
    portal.list = lambda server, query: pages[query]
    with pytest.raises(SourceFailed) as error:
        crawl(registry, portal, tmp_path)
    assert error.value.code == "source-blocked"


def test_documents_put_on_top_while_a_list_is_read_come_once(registry: Registry, tmp_path: Path) -> None:
    portal = Cong()

    def drifting(server: WebServer, query: str) -> Answer:
        order = [4, 3, 2, 1] if query else [3, 2, 1]
        at = int(query.partition("=")[2] or 1)
        return rows(order[2 * at - 2 : 2 * at], "?trang=2")

    portal.list = drifting
    report = crawl(registry, portal, tmp_path)
    assert (report.listed, numbers(registry)) == (3, [number(n) for n in (1, 2, 3)])


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(LOGIN), "source-login"),
        (Answer(b"?", 403), "source-blocked"),
        (Answer(status=302, headers={"Location": "http://localhost:1/"}), "redirected-away"),
        (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "address-scheme"),
        (Answer("<dl></dl><p>Có lỗi xảy ra</p>".encode()), "source-error-page"),
        (Answer("<p>Văn bản này không tồn tại hoặc đã bị xóa</p>".encode()), "page-missing"),
        (Answer(b"<b>" * 500_000), "answer-too-large"),
        (Answer(gzip.compress(detail(2).body)[:-9], headers={"Content-Encoding": "gzip"}), "source-unreachable"),
        (Answer(b"x", headers={"Content-Encoding": "gzip, gzip"}), "source-unreachable"),
    ],
)
def test_one_bad_page_is_told_and_the_others_come_in(
    registry: Registry, tmp_path: Path, answer: Answer, code: str
) -> None:
    report = crawl(registry, Cong(p2=answer), tmp_path)
    assert [each.code for each in report.problems] == [code]
    assert numbers(registry) == [number(n) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("answer", "code"), [(Answer(LOGIN), "source-login"), (Answer("<p>Giao diện mới</p>".encode()), "source-changed")]
)
def test_a_site_that_shows_no_page_stops_the_run(registry: Registry, tmp_path: Path, answer: Answer, code: str) -> None:
    with pytest.raises(SourceFailed) as error:
        crawl(registry, Cong(p1=answer, p2=answer, p3=answer), tmp_path)
    assert (error.value.code, registry.documents()) == (code, [])


def test_a_session_that_ends_in_the_middle_stops_the_run_and_the_next_one_goes_on(
    registry: Registry, tmp_path: Path
) -> None:
    portal = Cong(p2=Answer(LOGIN), p3=Answer(LOGIN), p4=Answer(LOGIN))
    portal.list = lambda server, path: rows((1, 2, 3, 4, 5))
    with serving(portal) as server:
        with pytest.raises(SourceFailed):
            run(registry, described(server.base, tmp_path), OPTIONS)
        portal.given.clear()
        assert run(registry, described(server.base, tmp_path), OPTIONS).state == "done"
        assert [server.asked.count(f"/xem?id={n}") for n in (1, 2, 5)] == [1, 2, 1]


def test_links_are_followed_as_browsers_follow_them(registry: Registry, tmp_path: Path) -> None:
    portal = Cong()
    given = ("\\xem?id=1", "//HOST/xem?id=2", " xem?id=3&ten=quyết định\n")
    portal.list = lambda server, query: Answer(
        f"<ul>{''.join(map(row, (1, 2, 3), given))}</ul>".replace("HOST", server.base[7:]).encode()
    )
    assert crawl(registry, portal, tmp_path).problems == ()
    base = BeautifulSoup('<base href="/goc/"><a href="x">1</a><a href="#a">2</a>', "html.parser")
    page = tmp_path / "p.html"
    page.write_text(str(base), encoding="utf-8")
    tree = shape.soup(Page("http://h/a/b", "http://h/a/b", page, ""))
    assert [link["href"] for link in tree.select("a")] == ["http://h/goc/x", "#a"]
    assert join("http://h/a/", "..\\b\\c.htm?x=\\") == "http://h/b/c.htm?x=%5C"


def test_a_file_that_a_redirect_leads_to_is_one_whatever_it_is_called(registry: Registry, tmp_path: Path) -> None:
    portal = Cong(p2=detail(2, "/tep?n=2"))
    text = signed(number(2), (2, 1, 2025))
    portal.file = lambda path: (
        Answer(text) if path.endswith(".doc") else Answer(status=302, headers={"Location": "/tep/2.doc"})
    )
    assert crawl(registry, portal, tmp_path).problems == ()
    assert registry.by_number(number(2))[0].has_text


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{\\rtf1\\ansi Quyet dinh}", None),
        (b'<?xml version="1.0"?><w:wordDocument/>', None),
        ("<p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>V/v tạm ngừng, nâng cấp, bảo trì hệ thống</p>".encode(), None),
        ("<html><p>Điều 1. Cấp tài khoản</p><p>Người dùng phải đăng nhập bằng mật khẩu</p></html>".encode(), None),
        (b'{"number": "1/ND-CP", "content": "x"}', None),
        ("<!-- v2 --><div>Vui lòng đăng nhập để tải tệp</div>".encode(), "source-login"),
        ("<h1>Tệp này không tồn tại</h1>".encode(), "page-missing"),
        (b'{"success": false, "message": "x"}', "source-error-page"),
    ],
)
def test_what_is_a_file_and_what_is_none(tmp_path: Path, body: bytes, code: str | None) -> None:
    path = tmp_path / "tep"
    path.write_bytes(body)
    assert refusals.of_file(path) == code


PLAIN = "<p>Quyết định của Ủy ban nhân dân tỉnh về việc phân bổ vốn đầu tư phát triển</p>"


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-8", "undefined", "khong-co"])
@pytest.mark.parametrize("tail", [b"", b"\xff", b"\xe1\xbb"])
def test_wrong_charsets_and_single_wrong_bytes_harm_nothing(tmp_path: Path, charset: str, tail: bytes) -> None:
    path = tmp_path / "p"
    path.write_bytes(PLAIN.encode() + tail)
    assert Page("x", "x", path, "", charset=charset).text.startswith(PLAIN)


def test_no_rule_of_robots_takes_long() -> None:
    rules = robots.parse(b"User-agent: *\n" + b"Disallow: /*" + b"a*" * 40 + b"b$\n", "Vanban")
    assert rules.allows("http://h/" + "a" * 2000)
    assert not rules.allows("http://h/" + "a" * 2000 + "b")


@pytest.mark.parametrize("told", ["Fri, 31 Dec 2024 23:59:59 +99999999999999", "Fri, 99999999999999999999 Dec 2024"])
def test_an_absurd_pause_is_none(told: str) -> None:
    assert seconds_of(told) is None


@contextmanager
def sending(parts: Callable[[], Iterator[bytes]]) -> Iterator[str]:
    """Serve bytes as they come; robots.txt is absent."""

    class Handler(StreamRequestHandler):
        def handle(self) -> None:
            asked = self.rfile.readline()
            while self.rfile.readline().strip():
                pass
            if b"robots" in asked:
                self.wfile.write(b"HTTP/1.1 404 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            try:
                for part in parts():
                    self.wfile.write(part)
            except OSError:
                return

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def fetched(address: str, tmp_path: Path, seconds: float = 5, max_file: int = 1 << 20) -> SourceFailed:
    client = Client(
        transport(load(home=tmp_path), allow_private=True), Pace(0), Budget(9, 1 << 24), Originals(tmp_path / "b"),
        agent="Vanban/1", hosts=frozenset({"127.0.0.1"}), max_file=max_file, seconds=seconds,
    )  # fmt: skip
    try:
        with pytest.raises(SourceFailed) as error:
            client.get(address)
        return error.value
    finally:
        client.close()


def test_a_body_that_drips_is_given_up(tmp_path: Path) -> None:
    def drip() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 X\r\nContent-Length: 99999\r\n\r\n"
        for _ in range(200):
            yield b"x"
            time.sleep(0.05)

    with sending(drip) as address:
        assert "quá chậm" in fetched(address, tmp_path, seconds=0.3).message


@pytest.mark.parametrize("length", ["", "Content-Length: 99999\r\n"])
def test_a_body_that_breaks_off_is_not_taken_for_whole(tmp_path: Path, length: str) -> None:
    packed = gzip.compress(bytes(range(256)) * 40)[:-12]
    head = f"HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\n{length}Connection: close\r\n\r\n"
    with sending(lambda: iter([head.encode() + packed])) as address:
        assert "đứt giữa chừng" in fetched(address, tmp_path).message


def test_a_packed_flood_is_stopped_at_the_size_of_a_file(tmp_path: Path) -> None:
    packed = gzip.compress(b"\0" * (64 << 20))
    head = f"HTTP/1.1 200 X\r\nContent-Encoding: gzip\r\nContent-Length: {len(packed)}\r\n\r\n"
    with sending(lambda: iter([head.encode() + packed])) as address:
        assert fetched(address, tmp_path).code == "answer-too-large"
