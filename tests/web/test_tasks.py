"""The tasks of a programme: what the machine finds, what people decide, tables, and what must not be possible."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from indexer.sync import sync
from registry import ingest
from registry.people import Role
from registry.settings import load
from registry.store import Registry
from tests.people import sign_in
from tests.web import assigned
from web import actions
from web.app import create_app
from web.services import Services

TASKS = "/chuong-trinh/GNBV/nhiem-vu"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("assigned")
    settings = load(home=folder / "home", workers=1)
    with Registry.open(settings) as registry:
        report = ingest.run(registry, [assigned.write(folder / "texts")])
        assert report.counts.get("refused", 0) == 0
        sync(registry, settings)
    return settings.home


@pytest.fixture
def held(home: Path) -> Iterator[Services]:
    opened = Services.open(load(home=home))
    yield opened
    opened.registry.close()


@pytest.fixture
def client(held: Services) -> FlaskClient:
    return create_app(held.settings, held).test_client()


def rows(client: FlaskClient, query: str = "") -> list[dict[str, str]]:
    answer = client.get(f"{TASKS}.csv{query}")
    lines = answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()
    return list(csv.DictReader(lines))


def test_what_is_asked_and_what_answers_it(client: FlaskClient) -> None:
    found = [(r["Quy định"], r["Trạng thái"], r["Văn bản đáp ứng"], r["Điều khoản đáp ứng"]) for r in rows(client)]
    assert found == [
        ("khoản 1 Điều 2", "Máy thấy văn bản", "9912/2024/NQ-HĐND", "Điều 1"),
        ("khoản 1 Điều 3", "Máy thấy văn bản", "9913/2024/QĐ-UBND", found[1][3]),
        ("khoản 2 Điều 3", "Chưa thấy", "", ""),
        ("khoản 1 Điều 4", "Chưa thấy", "", ""),
    ]
    assert rows(client)[1]["Thời hạn"] == "chậm nhất trước ngày 30 tháng 6 năm 2024"
    assert rows(client)[0]["Sau (ngày)"] == "126"


def test_filters_choose_and_tell_how_many(client: FlaskClient) -> None:
    page = client.get(TASKS).get_data(as_text=True)
    assert re.search(r'role="status"><b>4</b>', page)
    assert [r["Cơ quan được giao"] for r in rows(client, "?co-quan=council")] == ["Hội đồng nhân dân cấp tỉnh"]
    assert [r["Quy định"] for r in rows(client, "?trang-thai=open")] == ["khoản 2 Điều 3", "khoản 1 Điều 4"]
    assert [r["Loại việc"] for r in rows(client, "?loai=report")] == ["Báo cáo, công khai"]
    assert len(rows(client, "?loai=tat-ca")) == 5
    empty = client.get(f"{TASKS}?co-quan=council&trang-thai=open").get_data(as_text=True)
    assert "Bỏ các lựa chọn" in empty


def test_the_workbook_holds_the_same_rows(client: FlaskClient) -> None:
    book = load_workbook(io.BytesIO(client.get(f"{TASKS}.xlsx").data))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[2]][:3] == ["9911/2024/NĐ-CP", "khoản 1 Điều 2", "Hội đồng nhân dân cấp tỉnh"]
    assert sheet.max_row == 5


def test_the_page_of_the_programme_sums_them_up(client: FlaskClient) -> None:
    page = client.get("/chuong-trinh/GNBV").get_data(as_text=True)
    assert f"{TASKS}?trang-thai=answered" in page
    assert "sau 126 ngày" in page


def forms(client: FlaskClient, query: str = "") -> list[dict[str, str]]:
    page = client.get(TASKS + query).get_data(as_text=True)
    found = re.findall(r'<form class="decide".*?</form>', page, re.DOTALL)
    return [dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form)) for form in found]


def states(client: FlaskClient) -> list[str]:
    return [r["Trạng thái"] for r in rows(client)]


def test_a_decision_by_hand_outlives_a_new_run_and_can_be_undone(held: Services, client: FlaskClient) -> None:
    someone = sign_in(client, Role.editor)
    form = next(each for each in forms(client) if "tra-loi" in each)
    assert client.post(f"{TASKS}/quyet-dinh", data={**form, "viec": "bac"}).status_code == 303
    assert states(client)[0] == "Đã bác"
    assert client.post(f"{TASKS}/quyet-dinh", data={**form, "viec": "xac-nhan"}).status_code == 303
    assert states(client)[0] == "Đã xác nhận"
    again = create_app(held.settings, held).test_client()
    assert states(again)[0] == "Đã xác nhận"
    assert rows(again)[0]["Người quyết định"] == someone.name
    _total, changes = held.registry.changes()
    assert [change.action for change in changes[:2]] == ["task.decide", "task.decide"]
    app = create_app(held.settings, held)
    with app.test_request_context():
        actions.undo(changes[0].id, someone)
    assert states(client)[0] == "Đã bác"
    assert client.post(f"{TASKS}/quyet-dinh", data={**form, "viec": "bo"}).status_code == 303
    assert states(client)[0] == "Máy thấy văn bản"


def test_another_document_can_be_named_by_its_number(client: FlaskClient) -> None:
    sign_in(client, Role.reviewer)
    form = next(each for each in forms(client, "?trang-thai=open") if "tra-loi" not in each)
    named = {**form, "so": "9913/2024/QĐ-UBND", "ghi-chu": "nêu ở Điều 1", "viec": "xac-nhan"}
    assert client.post(f"{TASKS}/quyet-dinh", data=named).status_code == 303
    assert states(client)[2] == "Đã xác nhận"
    assert "nêu ở Điều 1" in client.get(TASKS).get_data(as_text=True)
    unknown = client.post(f"{TASKS}/quyet-dinh", data={**named, "so": "1/2000/QĐ-UBND"})
    assert unknown.status_code == 400
    assert "đúng một văn bản" in unknown.get_data(as_text=True)
    page = client.get(TASKS).get_data(as_text=True)
    undo = next(f for f in forms(client) if f.get("tra-loi", "").startswith("quyet-dinh-9913") and f["cho"] == "d3.k2")
    assert "Bỏ quyết định" in page
    assert client.post(f"{TASKS}/quyet-dinh", data={**undo, "viec": "bo"}).status_code == 303


@pytest.mark.parametrize("role", [None, Role.reader])
def test_who_may_not_decide_sees_no_form_and_is_refused(client: FlaskClient, role: Role | None) -> None:
    if role:
        sign_in(client, role)
    assert 'class="decide"' not in client.get(TASKS).get_data(as_text=True)
    assert client.post(f"{TASKS}/quyet-dinh", data={"viec": "xac-nhan"}).status_code in {303, 401, 403}
    assert "Đã xác nhận" not in states(client)


@pytest.mark.parametrize(
    "change", [{"van-ban": "khong-co"}, {"dau": "../x"}, {"co-quan": "king"}, {"ve": "//elsewhere"}]
)
def test_a_bent_form_changes_nothing_elsewhere(client: FlaskClient, change: dict[str, str]) -> None:
    sign_in(client, Role.editor)
    form = next(each for each in forms(client) if "tra-loi" in each)
    answer = client.post(f"{TASKS}/quyet-dinh", data={**form, **change, "viec": "bo"})
    assert answer.status_code == (303 if "ve" in change else 400)
    assert answer.headers.get("Location", TASKS) == TASKS


def test_a_programme_without_any_task_says_what_to_do(client: FlaskClient) -> None:
    page = client.get("/chuong-trinh/NTM/nhiem-vu").get_data(as_text=True)
    assert "Chưa thấy nhiệm vụ nào" in page
    assert client.get("/chuong-trinh/KHONG-CO/nhiem-vu").status_code == 404


def test_a_registry_without_documents_says_what_to_do(tmp_path: Path) -> None:
    settings = load(home=tmp_path / "empty")
    opened = Services.open(settings)
    sync(opened.registry, settings)
    page = create_app(settings, opened).test_client().get("/").get_data(as_text=True)
    opened.registry.close()
    assert "Kho chưa có văn bản nào." in page
    assert "Mọi văn bản đều đã có toàn văn" not in page
