"""The work list of doubts: filters, settling one or many, undo, and who may."""

import re
import sys

import pytest
from flask.testing import FlaskClient

from registry.people import Role
from registry.review import Wanted
from tests.people import form_token, sign_in
from tests.registry.store.test_review import BODY, read
from tests.web.admin.conftest import Send, page
from web import actions
from web.services import Services


@pytest.fixture
def read_two(held: Services) -> tuple[int, int]:
    """Two documents with three doubts."""
    first = read(held.registry, BODY, "Điều 3. Thả diều giấy", "Điều 5. Cấm thả diều")
    return first, read(held.registry, BODY, "Điều 5. Cấm thả diều", name="9002/2025/QĐ-UBND")


def keys(text: str) -> list[str]:
    return re.findall(r'name="muc" value="([^"]+)"', text)


def test_doubts_are_listed_with_their_place_and_words(client: FlaskClient, read_two: tuple[int, int]) -> None:
    shown = page(client, "/quan-tri/nghi-van")
    assert len(keys(shown)) == 3
    assert "<mark>Điều 3. Thả diều giấy</mark>" in shown
    assert re.search(r'data-open href="/van-ban/[^"]+/d1">9001/2025/QĐ-UBND, Điều 1<', shown), shown
    assert "Đánh số không liền mạch: … đứng sau …." in shown


def test_one_is_settled_with_a_note_undone_and_settled_otherwise(
    client: FlaskClient, send: Send, held: Services, read_two: tuple[int, int]
) -> None:
    key = keys(page(client, "/quan-tri/nghi-van"))[0]
    answer = send("/quan-tri/nghi-van", done=key, ghi_chu=" Bản giấy cũng vậy ", ve="/quan-tri/nghi-van?nhom=ma")
    assert answer.location.startswith("/quan-tri/nghi-van?nhom=ma&da-ghi=")
    assert key not in keys(page(client, answer.location))
    done = page(client, "/quan-tri/nghi-van?trang-thai=done")
    assert keys(done) == [key]
    assert "Bản giấy cũng vậy" in done
    assert "admin Tưởng Tượng" in done

    change = answer.location.rpartition("=")[2]
    assert send("/quan-tri/nghi-van/hoan-tac", thay_doi=change).status == 303
    assert held.registry.open_doubts() == 3
    send("/quan-tri/nghi-van", not_fault=key)
    assert keys(page(client, "/quan-tri/nghi-van?trang-thai=not_fault")) == [key]
    send("/quan-tri/nghi-van", open=key)
    assert held.registry.open_doubts() == 3


def test_many_are_settled_together_and_undone_together(
    client: FlaskClient, send: Send, held: Services, read_two: tuple[int, int]
) -> None:
    chosen = keys(page(client, "/quan-tri/nghi-van"))[:2]
    answer = send("/quan-tri/nghi-van", muc=chosen, not_fault="", ghi_chu="Cùng một lý do")
    assert held.registry.open_doubts() == 1
    assert keys(page(client, "/quan-tri/nghi-van?trang-thai=not_fault")) == chosen
    send("/quan-tri/nghi-van/hoan-tac", thay_doi=answer.location.rpartition("=")[2])
    assert held.registry.open_doubts() == 3


def test_an_undo_after_a_later_decision_is_refused(
    client: FlaskClient, send: Send, held: Services, read_two: tuple[int, int]
) -> None:
    key = keys(page(client, "/quan-tri/nghi-van"))[0]
    first = send("/quan-tri/nghi-van", done=key).location.rpartition("=")[2]
    send("/quan-tri/nghi-van", not_fault=key)
    assert send("/quan-tri/nghi-van/hoan-tac", thay_doi=first).status == 409
    assert held.registry.work_list(Wanted(state="not_fault")).total == 1
    with client.application.test_request_context():
        assert actions.label(held.registry.change(int(first))) == "Xử lý điểm nghi vấn"


def test_filters_are_in_the_address_and_can_be_undone(
    client: FlaskClient, held: Services, read_two: tuple[int, int]
) -> None:
    slug = held.registry.document(read_two[1]).slug
    one = page(client, f"/quan-tri/nghi-van?van-ban={slug}&ma=provision-gap")
    assert len(keys(one)) == 1
    assert f'href="/quan-tri/nghi-van?van-ban={slug}" aria-current="true"' in one  # the chosen kind leads back to all
    assert "Bỏ lọc 9002/2025/QĐ-UBND" in one
    assert len(keys(page(client, "/quan-tri/nghi-van?van-ban=9002/2025/QĐ-UBND"))) == 1
    assert len(keys(page(client, "/quan-tri/nghi-van?trang-thai=tat-ca&nhom=ma"))) == 3
    assert "Không có điểm nào như vậy." in page(client, "/quan-tri/nghi-van?chuong-trinh=NTM")
    assert client.get("/quan-tri/nghi-van?trang-thai=xyz").status_code == 400
    assert client.get("/quan-tri/nghi-van?van-ban=1/2000/XX").status_code == 404


def test_pages(client: FlaskClient, held: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    read(held.registry, BODY, "Điều 3. Thả diều giấy", "Điều 5. Cấm thả diều")
    monkeypatch.setattr(sys.modules["web.pages.admin.doubts"], "PAGE", 1)
    first = page(client, "/quan-tri/nghi-van?nhom=ma")
    assert 'href="/quan-tri/nghi-van?nhom=ma&amp;trang=2"' in first
    assert len(keys(page(client, "/quan-tri/nghi-van?nhom=ma&trang=2"))) == 1


@pytest.mark.parametrize(
    ("form", "status"),
    [({}, 400), ({"done": ""}, 400), ({"done": "x:y"}, 400), ({"done": "1:a:b:c", "muc": "x"}, 400)],
)
def test_a_form_that_names_nothing(send: Send, form: dict[str, str], status: int) -> None:
    assert send("/quan-tri/nghi-van", **form).status == status
    assert send("/quan-tri/nghi-van/hoan-tac", thay_doi="x").status == 400


@pytest.mark.parametrize(("role", "status"), [(Role.reader, 403), (Role.editor, 303), (Role.reviewer, 303)])
def test_who_may_settle(
    client: FlaskClient, held: Services, read_two: tuple[int, int], role: Role, status: int
) -> None:
    key = keys(page(client, "/quan-tri/nghi-van"))[0]
    other = client.application.test_client()
    sign_in(other, role)
    form = {"ma-bieu-mau": form_token(other), "done": key}
    assert other.post("/quan-tri/nghi-van", data=form).status_code == status
    assert other.post("/quan-tri/nghi-van", data={"done": key}).status_code == 403
