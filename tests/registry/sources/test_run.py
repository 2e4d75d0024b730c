"""A run: bounded, resumed, stopped, dry; its report tells what happened."""

from dataclasses import replace
from pathlib import Path

import pytest

from registry.errors import SourceFailed, StateConflict
from registry.sources import journal
from registry.sources.run import Options, Progress, reports, run
from registry.sources.site import Expectation, Site, find
from registry.store import Registry
from registry.store.dump import dump
from tests.hu_cau import ACTS, Portal
from tests.plain_parser import PARSER
from tests.web_server import Answer, WebServer, serving

OPTIONS = Options(allow_private=True, parser=PARSER)


def site_of(server: WebServer) -> Site:
    return find(f"{server.base}/laws/", province="Hư Cấu")


def test_a_dry_run_names_what_it_would_fetch_and_writes_nothing(registry: Registry) -> None:
    with serving(Portal()) as server:
        report = run(registry, site_of(server), replace(OPTIONS, dry=True))
        assert not [path for path in server.asked if "detail" in path]
    assert (report.state, len(report.to_fetch), report.exit_code) == ("dry", 9, 0)
    assert not registry.settings.crawls.exists()


def test_a_bounded_run_goes_on_where_it_stopped(registry: Registry) -> None:
    with serving(Portal()) as server:
        site, states = site_of(server), []
        for _ in range(12):
            states.append(run(registry, site, replace(OPTIONS, max_pages=4)).state)
            if states[-1] == "done":
                break
        assert states[:2] == ["bounded", "bounded"]
        assert states[-1] == "done"
        assert len(server.asked) - server.asked.count("/robots.txt") <= 4 * len(states)
        details = [path for path in server.asked if path.endswith("Van-ban-1-1/")]
        assert len(details) == 1
        bounded = dump(registry)
        run(registry, site, OPTIONS)
        assert dump(registry) == bounded


def test_progress_is_told_in_stages(registry: Registry) -> None:
    seen: list[Progress] = []
    with serving(Portal(ACTS[7:8])) as server:
        run(registry, site_of(server), OPTIONS, seen.append)
    assert [each.stage for each in seen] == ["list", "page", "read"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<html><body><form><input type=password name=p></form></body></html>", "source-login"),
        ("<html><body>Access Denied. Your support ID is 1</body></html>", "source-blocked"),
        ("<html><body><h1>Sorry, something went wrong</h1></body></html>", "source-error-page"),
        ("<html><body>Giao diện mới</body></html>", "source-changed"),
        ("", "source-error-page"),
        ("<html><body><h1>Hệ thống đang được nâng cấp, vui lòng quay lại sau</h1></body></html>", "source-error-page"),
        ("<html><body><h1>502 Bad Gateway</h1></body></html>", "source-error-page"),
        ("<html><body>Lỗi kết nối cơ sở dữ liệu</body></html>", "source-error-page"),
        ('{"status": "error", "message": "x"}', "source-error-page"),
        ('{"code": 401, "message": "x"}', "source-login"),
        ("<html><body>Truy cập của bạn đã bị từ chối</body></html>", "source-blocked"),
        ("<html><body>Quá nhiều yêu cầu. Vui lòng thử lại sau</body></html>", "source-blocked"),
        ("<html><script>document.cookie='D=1';location.reload()</script></html>", "source-blocked"),
        ("<html><noscript>Please enable JavaScript to continue</noscript></html>", "source-blocked"),
        ("<html><body><h2>Phiên làm việc đã hết hạn. Vui lòng đăng nhập lại</h2></body></html>", "source-login"),
        ('<html><head><meta http-equiv="refresh" content="0; url=/dang-nhap"></head></html>', "source-login"),
        ("<html><body>404 - Không tìm thấy trang</body></html>", "page-missing"),
        (
            '<html><body><input type="password">'
            + '<a href="/x">Tin nâng cấp đường, bảo trì cầu</a>' * 40
            + "</body></html>",
            "source-changed",
        ),
    ],
)
def test_a_list_that_is_none_is_never_no_news(registry: Registry, body: str, code: str) -> None:
    portal = Portal()
    portal.instead["/laws/"] = Answer(body.encode())
    with serving(portal) as server:
        with pytest.raises(SourceFailed) as error:
            run(registry, site_of(server), OPTIONS)
        assert error.value.code == code
        assert registry.documents() == []
        report = reports(registry.settings, site_of(server).name)[-1]
        assert (report.state, report.code) == ("stopped", code)
        portal.instead.clear()
        assert run(registry, site_of(server), OPTIONS).state == "done"


def test_blocked_detail_pages_stop_and_a_later_run_completes(registry: Registry) -> None:
    portal = Portal()
    for n in (3, 4, 5):
        portal.instead[f"/laws/detail/Van-ban-{n}-{n}/"] = Answer(b"<html><body>Access Denied</body></html>")
    with serving(portal) as server:
        with pytest.raises(SourceFailed, match="chặn"):
            run(registry, site_of(server), OPTIONS)
        portal.instead.clear()
        assert run(registry, site_of(server), OPTIONS).state == "done"
    assert len(registry.documents()) == 9


def test_a_page_that_fails_leaves_the_run_incomplete(registry: Registry) -> None:
    portal = Portal()
    portal.instead["/laws/detail/Van-ban-3-3/"] = Answer(b"<html><body>An error occurred</body></html>")
    with serving(portal) as server:
        report = run(registry, site_of(server), OPTIONS)
        assert (report.state, [each.code for each in report.problems]) == ("incomplete", ["source-error-page"])
        assert len(registry.documents()) == 9
        portal.instead.clear()
        assert run(registry, site_of(server), OPTIONS).state == "done"
    assert registry.issues(code="page-missing") == []


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        (Expectation(rows=50), "danh sách chỉ có 9"),
        (Expectation(filled={"issued": 0.95}), "ngày ban hành chỉ có ở 8/9"),
        (Expectation(filled={"signer": 0.5}), "người ký"),
    ],
)
def test_a_site_that_lost_its_shape_stops_before_anything_is_written(
    registry: Registry, expect: Expectation, said: str
) -> None:
    with serving(Portal()) as server, pytest.raises(SourceFailed, match=said) as error:
        run(registry, replace(site_of(server), expect=expect), OPTIONS)
    assert error.value.code == "source-changed"
    assert registry.documents() == []


def test_too_few_readable_pages_stop_the_run(registry: Registry) -> None:
    portal = Portal()
    for n in (1, 2, 3, 4, 5):
        portal.instead[f"/laws/detail/Van-ban-{n}-{n}/"] = Answer(b"gone", 404)
    with serving(portal) as server, pytest.raises(SourceFailed, match="4/9 trang"):
        run(registry, replace(site_of(server), expect=Expectation(pages=0.8)), OPTIONS)


def test_a_document_that_left_the_list_is_told(registry: Registry) -> None:
    portal = Portal()
    with serving(portal) as server:
        run(registry, site_of(server), OPTIONS)
        del portal.acts[8]
        report = run(registry, site_of(server), OPTIONS)
    assert report.gone == ("8",)
    assert len(registry.documents()) == 9


def test_two_runs_of_one_site_do_not_mix(registry: Registry) -> None:
    with serving(Portal()) as server:
        site = site_of(server)
        with journal.alone(registry.settings.crawls / site.name), pytest.raises(StateConflict, match="đang được"):
            run(registry, site, OPTIONS)


def test_inside_machines_need_leave(registry: Registry) -> None:
    with serving(Portal()) as server, pytest.raises(SourceFailed, match="nội bộ"):
        run(registry, site_of(server), Options(parser=PARSER))


def test_a_torn_line_of_the_journal_is_forgotten(tmp_path: Path) -> None:
    first = journal.Journal.open(tmp_path)
    first.add(journal.Entry("http://x/a", "http://x/a", 200, "0" * 64))
    first.close()
    with first.path.open("ab") as stream:
        stream.write(b'{"kind": "answer", "asked": "http://x/b", "sta')
    again = journal.Journal.open(tmp_path)
    assert again.path == first.path
    assert again.get("http://x/a") is not None
    assert again.get("http://x/b") is None
    again.add(journal.Entry("http://x/c", "http://x/c", 404))
    again.close()
    assert [each.asked for each in journal.entries(first.path)] == ["http://x/a", "http://x/c"]


def test_only_the_last_journals_are_kept(registry: Registry) -> None:
    with serving(Portal(ACTS[7:8])) as server:
        for _ in range(journal.KEPT_RUNS + 2):
            run(registry, site_of(server), OPTIONS)
        assert len(reports(registry.settings, site_of(server).name)) == journal.KEPT_RUNS
