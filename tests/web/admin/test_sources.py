"""Sources on the admin pages: a crawl of the portal of Hư Cấu from the first click to its report; own sources."""

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from registry.jobs import Job
from registry.sources import own
from registry.sources.journal import alone
from tests.hu_cau import ACTS, Portal
from tests.web.admin.conftest import Send, page
from tests.web_server import WebServer, serving
from web import actions
from web.services import Services

SHOWN = [act for act in ACTS if not act.hidden]


@pytest.fixture
def portal() -> Iterator[WebServer]:
    with serving(Portal()) as server:
        yield server


def described(portal: WebServer, **change: str) -> dict[str, str]:
    base = {"name": "cong-hu-cau", "title": "Cổng tỉnh Hư Cấu", "kind": "nukeviet", "base": f"{portal.base}/laws/"}
    return base | {"province": "Hư Cấu", "rest": "expect: {rows: 3}"} | change


def test_a_source_is_added_tried_collected_and_its_report_kept(
    client: FlaskClient, send: Send, held: Services, portal: WebServer, finished: Callable[[str], Job]
) -> None:
    added = send("/quan-tri/nguon/moi", **described(portal))
    assert (added.status, added.location) == (303, "/quan-tri/nguon/cong-hu-cau")
    assert "Chưa có lượt nào" in page(client, added.location)

    dry = send("/quan-tri/nguon/cong-hu-cau/chay", cach="thu")
    tried = finished(dry.location)
    assert (tried.state, tried.result["listed"]) == ("done", len(SHOWN)), tried
    shown = page(client, dry.location)
    assert f"{portal.base}/laws/" in shown
    assert "Chạy thử: chưa ghi gì vào kho." in shown
    assert held.registry.documents() == []

    started = send("/quan-tri/nguon/cong-hu-cau/chay")
    job = finished(started.location)
    assert (job.state, job.result["state"], job.result["taken"]) == ("done", "done", len(SHOWN)), job
    assert len(held.registry.documents()) == len(SHOWN)
    shown = page(client, started.location)
    assert "Đã thu thập hết danh sách." in shown
    assert job.person == "admin Tưởng Tượng"
    assert "9001/2025" in page(client, "/tim-kiem?q=9001/2025&tat-ca=1")  # the index followed
    assert "Đã thu thập hết danh sách." in page(client, "/quan-tri/nguon/cong-hu-cau")
    assert f"<td>{len(SHOWN)}</td>" in page(client, "/quan-tri/nguon")
    again = send(f"{started.location}/lai")
    assert finished(again.location).result["changed"] == 0


def test_what_the_site_does_wrong_is_told(
    client: FlaskClient, send: Send, portal: WebServer, finished: Callable[[str], Job]
) -> None:
    send("/quan-tri/nguon/moi", **described(portal, rest="expect: {rows: 500}"))
    job = finished(send("/quan-tri/nguon/cong-hu-cau/chay").location)
    assert (job.state, job.code) == ("failed", "source-changed"), job
    assert job.error in page(client, f"/quan-tri/viec/{job.id}").replace("&#34;", '"')
    assert "Đã dừng vì lỗi." in page(client, "/quan-tri/nguon/cong-hu-cau")
    assert "Việc không xong" in page(client, "/quan-tri")


def test_a_bounded_run_goes_on_with_the_next_one(
    client: FlaskClient, send: Send, portal: WebServer, finished: Callable[[str], Job], held: Services
) -> None:
    send("/quan-tri/nguon/moi", **described(portal))
    job = finished(send("/quan-tri/nguon/cong-hu-cau/chay", toi_da="8").location)
    assert (job.state, job.result["state"]) == ("done", "bounded")
    assert "còn dở dang" in page(client, "/quan-tri/nguon/cong-hu-cau")
    assert "Chạy tiếp" in page(client, f"/quan-tri/viec/{job.id}")
    went_on = finished(send("/quan-tri/nguon/cong-hu-cau/chay").location)
    assert went_on.result["state"] == "done"
    assert len(held.registry.documents()) == len(SHOWN)


@pytest.mark.parametrize("most", ["0", "-3", "nhiều", "99999999"])
def test_a_bound_that_makes_no_sense(send: Send, portal: WebServer, most: str) -> None:
    send("/quan-tri/nguon/moi", **described(portal))
    assert send("/quan-tri/nguon/cong-hu-cau/chay", toi_da=most).status == 400


def test_a_run_of_the_command_line_is_seen_and_not_joined(
    client: FlaskClient, send: Send, held: Services, portal: WebServer
) -> None:
    send("/quan-tri/nguon/moi", **described(portal))
    with alone(held.settings.crawls / "cong-hu-cau"):
        assert "từ dòng lệnh" in page(client, "/quan-tri/nguon/cong-hu-cau")
        assert send("/quan-tri/nguon/cong-hu-cau/chay").status == 409


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "còn thiếu"),
        ({"name": "congbao-sonla"}, "đã có nguồn tên"),
        ({"base": "ftp://x.example/"}, "chỉ nhận http và https"),
        ({"seconds": "hai"}, "phải là số"),
        ({"feeds": "ftp://x.example/rss"}, "không đúng dạng"),
        ({"rest": "expect: {rows: -1}"}, "expect.rows: phải từ 0 trở lên"),
        ({"rest": "expect: [\n"}, "không phải YAML hợp lệ ở dòng"),
        ({"rest": "một dòng chữ"}, "phải là các mục dạng"),
        ({"rest": "name: khac"}, "đã có ô riêng ở trên"),
        ({"kind": "described"}, "shape"),
        ({"kind": "vbpl-saved", "base": "/etc"}, "phải là một thư mục nằm trong"),
    ],
)
def test_mistakes_in_a_description_are_told_at_their_field_and_nothing_is_lost(
    send: Send, held: Services, portal: WebServer, change: dict[str, str], words: str
) -> None:
    answer = send("/quan-tri/nguon/moi", **described(portal, **change))
    assert answer.status == 422
    assert words in answer.text.replace("&#34;", '"'), answer.text
    assert 'aria-invalid="true"' in answer.text
    name = [*change][-1]
    assert f'aria-describedby="loi-{name}' in answer.text or (name == "kind" and "loi-" in answer.text)
    assert "Cổng tỉnh Hư Cấu" in answer.text or "title" in change
    assert own.own(held.settings) == ()


def test_an_own_source_is_changed_removed_and_put_back_from_the_audit_trail(
    client: FlaskClient, send: Send, held: Services, portal: WebServer
) -> None:
    send("/quan-tri/nguon/moi", **described(portal))
    form = page(client, "/quan-tri/nguon/cong-hu-cau/sua")
    assert "Cổng tỉnh Hư Cấu" in form
    assert "rows: 3" in form
    send("/quan-tri/nguon/cong-hu-cau/sua", **described(portal, name="cong-moi", title="Tên mới"))
    assert [site.name for site in own.own(held.settings)] == ["cong-moi"]
    send("/quan-tri/nguon/cong-moi/xoa")
    assert own.own(held.settings) == ()
    total, trail = held.registry.changes()
    assert [each.action for each in trail][:3] == ["source.remove", "source.change", "source.add"]
    with client.application.test_request_context():
        person = held.registry.person_by_login("admin")
        assert person is not None
        actions.undo(trail[0].id, person)
    assert [site.title for site in own.own(held.settings)] == ["Tên mới"]
    assert total == 3


def test_shipped_sources_are_listed_and_cannot_be_changed_here(client: FlaskClient, send: Send) -> None:
    assert "Công báo tỉnh Sơn La" in page(client, "/quan-tri/nguon")
    assert "Sửa mô tả" not in page(client, "/quan-tri/nguon/congbao-sonla")
    assert client.get("/quan-tri/nguon/congbao-sonla/sua").status_code == 404
    assert send("/quan-tri/nguon/congbao-sonla/xoa").status == 404
    assert client.get("/quan-tri/nguon/khong-co").status_code == 404


def test_a_folder_of_the_inbox_is_taken_in(
    client: FlaskClient, send: Send, held: Services, finished: Callable[[str], Job]
) -> None:
    assert "Chưa có thư mục này" in page(client, "/quan-tri/nguon")
    folder = held.settings.inbox_folder / "dot-1"
    folder.mkdir(parents=True)
    from tests.web import over_time

    (folder / "dieu.txt").write_text(over_time.text(over_time.BASE), encoding="utf-8")
    (folder / "hong.pdf").write_bytes(b"%PDF-1.4 khong phai PDF")
    assert "<option>dot-1</option>" in page(client, "/quan-tri/nguon")
    job = finished(send("/quan-tri/nguon/nap-thu-muc", thu_muc="dot-1").location)
    assert (job.state, job.result["counts"]["new"], job.result["counts"]["refused"]) == ("done", 1, 1), job
    assert "hong.pdf" in page(client, f"/quan-tri/viec/{job.id}")
    assert "hong.pdf" in page(client, "/cach-ly")
    assert held.registry.by_number(over_time.BASE)
    for outside in ("..", "/etc", "khong-co"):
        assert send("/quan-tri/nguon/nap-thu-muc", thu_muc=outside).status == 400
