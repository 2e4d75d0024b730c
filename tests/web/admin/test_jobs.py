"""Background work on the admin pages: progress, stopping, going on after the server was killed; index and backups."""

import os
import signal
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from registry.jobs import Job
from registry.settings import load
from registry.sources import own
from tests.hu_cau import ACTS, Portal
from tests.web.admin.conftest import Send, page
from tests.web_server import Answer, WebServer, serving
from web.jobs import worker
from web.services import Services

SHOWN = [act for act in ACTS if not act.hidden]
SERVER = """
import sys
from pathlib import Path
from registry.settings import load
from web.app import create_app
from web.jobs import worker
from web.services import Services
settings = load(home=Path(sys.argv[1]), workers=1, crawl_seconds=0.2, crawl_private=True)
app = create_app(settings, Services.open(settings))
with app.app_context():
    worker().start("crawl", "cong-hu-cau", "Cô Tưởng Tượng")
print("started", flush=True)
import time
time.sleep(60)
"""


def source(held: Services, portal: WebServer) -> None:
    own.save(
        held.settings,
        {"name": "cong-hu-cau", "title": "Cổng tỉnh Hư Cấu", "kind": "nukeviet", "base": f"{portal.base}/laws/",
         "province": "Hư Cấu"},
    )  # fmt: skip


class Slow(Portal):
    """The portal, answering no page of a document before it is let."""

    let = False

    def __call__(self, server: WebServer, path: str, headers: object) -> Answer:
        while not self.let and "Van-ban" in path:
            time.sleep(0.02)
        return super().__call__(server, path, headers)  # type: ignore[arg-type]


def test_progress_is_told_to_pages_with_and_without_script_and_the_run_is_stopped(
    client: FlaskClient, send: Send, held: Services, app: Flask, finished: Callable[[str], Job]
) -> None:
    slow = Slow()
    with serving(slow) as portal:
        source(held, portal)
        started = send("/quan-tri/nguon/cong-hu-cau/chay").location
        deadline = time.monotonic() + 20
        while (told := client.get(f"{started}/trang-thai").get_json())["done"] < 1 or not told["total"]:
            assert time.monotonic() < deadline, told
            time.sleep(0.02)
        assert told["busy"]
        assert told["total"] == len(SHOWN)
        assert told["progress"].startswith("Tải trang và tệp: 1/")
        shown = page(client, started)
        assert 'http-equiv="refresh"' in shown
        assert f'data-job="{started}/trang-thai"' in shown
        assert f'max="{len(SHOWN)}"' in shown
        assert "Tải trang và tệp" in page(client, "/quan-tri/nguon")
        assert "Đang chạy" in page(client, "/quan-tri")
        assert send("/quan-tri/nguon/cong-hu-cau/chay").status == 409
        assert send(f"{started}/dung").status == 303
        slow.let = True
        assert finished(started).state == "stopped"
    assert "dừng theo yêu cầu" in page(client, started)
    assert 'http-equiv="refresh"' not in page(client, started)


def test_a_killed_server_leaves_an_interrupted_run_that_goes_on(
    client: FlaskClient, send: Send, held: Services, finished: Callable[[str], Job]
) -> None:
    portal = Portal()
    with serving(portal) as server:
        source(held, server)
        process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(held.settings.home)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        deadline = time.monotonic() + 30
        while sum("Van-ban" in path for path in server.asked) < 2:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        answered = [path for path in server.asked if "Van-ban" in path][:-1]
        asked = len(server.asked)

        overview = page(client, "/quan-tri")
        assert "Bị ngắt giữa chừng" in overview
        listed = page(client, "/quan-tri/nguon/cong-hu-cau")
        assert "còn dở dang" in listed
        with client.application.app_context():
            (job,) = worker().book.all()
        assert "chạy tiếp để làm phần còn lại" in page(client, f"/quan-tri/viec/{job.id}")
        went_on = finished(send(f"/quan-tri/viec/{job.id}/lai").location)
        assert (went_on.state, went_on.result["state"], went_on.result["taken"]) == ("done", "done", len(SHOWN))
        assert not set(answered) & set(server.asked[asked:])  # what was answered before is not asked again
    assert len(held.registry.documents()) == len(SHOWN)
    assert [each.code for each in held.registry.check(deep=True) if each.damage] == []


def test_the_index_is_built_anew_and_overlaps_are_computed(
    client: FlaskClient, send: Send, finished: Callable[[str], Job]
) -> None:
    shown = page(client, "/quan-tri/chi-muc")
    assert "whoosh" in shown
    assert finished(send("/quan-tri/chi-muc/lap-lai").location).result["rebuilt"] is True
    assert finished(send("/quan-tri/chi-muc/trung-lap").location).state == "done"
    assert "Lần tính gần nhất: 0 cặp" in page(client, "/quan-tri/chi-muc")


def test_an_index_that_is_broken_is_told_and_mended(
    client: FlaskClient, send: Send, held: Services, finished: Callable[[str], Job]
) -> None:
    (held.settings.index / "CURRENT").write_text("whoosh-000099")
    assert "Hỏng hoặc không nối được" in page(client, "/quan-tri/chi-muc")
    assert "Hỏng" in page(client, "/quan-tri")
    finished(send("/quan-tri/chi-muc/lap-lai").location)
    assert "Hỏng hoặc không nối được" not in page(client, "/quan-tri/chi-muc")


def test_a_backup_is_made_taken_and_removed(
    client: FlaskClient, send: Send, held: Services, finished: Callable[[str], Job]
) -> None:
    assert "Chưa có" in page(client, "/quan-tri")
    job = finished(send("/quan-tri/sao-luu").location)
    assert job.state == "done", job
    name = job.result["file"]
    assert name in page(client, "/quan-tri/sao-luu")
    assert "vanban restore" in page(client, "/quan-tri/sao-luu")
    answer = client.get(f"/quan-tri/sao-luu/{name}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    with tarfile.open(fileobj=BytesIO(answer.data)) as archive:
        assert "vanban.sqlite" in archive.getnames()
    answer.close()
    assert held.registry.changes()[1][0].action == "backup.take"
    assert send(f"/quan-tri/sao-luu/{name}/xoa").status == 303
    assert client.get(f"/quan-tri/sao-luu/{name}").status_code == 404
    assert not list(held.settings.backups.glob("*.tar"))


@pytest.mark.parametrize("name", ["../vanban.sqlite", "vanban.sqlite", "vanban-20250101-000000.tar", "%2e%2e/secret"])
def test_nothing_else_is_sent_as_a_backup(client: FlaskClient, name: str) -> None:
    assert client.get(f"/quan-tri/sao-luu/{name}").status_code == 404


def test_a_backup_that_cannot_be_written_says_why(
    client: FlaskClient, send: Send, held: Services, finished: Callable[[str], Job]
) -> None:
    held.settings.backups.parent.joinpath("backups").write_text("không phải thư mục")
    job = finished(send("/quan-tri/sao-luu").location)
    assert job.state == "failed"
    assert 'role="alert"' in page(client, f"/quan-tri/viec/{job.id}")


def test_an_empty_home_overview_has_every_number_as_a_link(client: FlaskClient) -> None:
    shown = page(client, "/quan-tri")
    for address in ("/quan-tri/viec", "/quan-tri/chi-muc", "/cach-ly", "/quan-tri/nghi-van", "/quan-tri/sao-luu"):
        assert f'class="todo-link" href="{address}"' in shown
    assert 'class="todo-link" href="/trung-lap?ket-luan=open"' in shown


def test_settings_of_the_admin_pages(tmp_path: Path) -> None:
    settings = load(home=tmp_path)
    assert settings.inbox_folder == tmp_path / "inbox"
    assert load(home=tmp_path, inbox=tmp_path / "khac").inbox_folder == tmp_path / "khac"
    assert settings.crawl_private is False
