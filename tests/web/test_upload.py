"""Handing files in, confirming, correcting, undoing; quarantine; and everything that must not be possible."""

import io
import re
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.sync import sync
from registry import ingest
from registry.credentials import home_secret
from registry.errors import InputRefused, StateConflict
from registry.people import Role
from registry.settings import load
from registry.store.intake import Origin
from tests.people import form_token, sign_in, somebody
from tests.web import over_time
from web import actions
from web.app import create_app
from web.intake import desk
from web.services import Services

TEXT = over_time.text(over_time.BASE)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Services]:
    services = Services.open(load(home=tmp_path / "home", workers=1))
    sync(services.registry, services.settings)
    yield services
    services.registry.close()


@pytest.fixture
def clerk(opened: Services) -> FlaskClient:
    client = create_app(opened.settings, opened).test_client()
    sign_in(client, Role.editor, "co-tuong")
    return client


def send(client: FlaskClient, *files: tuple[str, bytes], accept: str = "text/html") -> int:
    data = {"ma-bieu-mau": form_token(client), "tep": [(io.BytesIO(body), name) for name, body in files]}
    with client.post("/nap-van-ban", data=data, headers={"Accept": accept}) as answer:
        return answer.status_code


def settled(client: FlaskClient) -> list[dict[str, str]]:
    """Wait until nothing is being read."""
    for _attempt in range(600):
        found: list[dict[str, str]] = client.get("/nap-van-ban/trang-thai").get_json()
        if not {each["state"] for each in found} & {"waiting", "reading"}:
            return found
        time.sleep(0.05)
    raise AssertionError("reading does not end")


def act(client: FlaskClient, item: str, what: str, **fields: str) -> int:
    data = {"ma-bieu-mau": form_token(client), **fields}
    return client.post(f"/nap-van-ban/{item}/{what}", data=data).status_code


def shown(client: FlaskClient, item: str) -> str:
    return client.get(f"/nap-van-ban/{item}").get_data(as_text=True)


def test_a_file_is_read_shown_confirmed_found_and_taken_back(clerk: FlaskClient, opened: Services) -> None:
    assert send(clerk, ("dieu.txt", TEXT.encode())) == 303
    (found,) = settled(clerk)
    assert found["state"] == "read"
    assert opened.registry.summary()["documents"] == 0
    fragment = shown(clerk, found["id"])
    assert 'value="9802/2023/QĐ-UBND"' in fragment
    assert "3 điều" in fragment

    assert act(clerk, found["id"], "xac-nhan") == 303
    (record,) = opened.registry.by_number("9802/2023/QĐ-UBND")
    assert record.has_text
    assert "diều giấy" in clerk.get("/tim-kiem?q=dieu+giay").get_data(as_text=True)
    assert not [fact for fact in opened.registry.facts_of(record.id) if fact.origin == "hand"]

    assert act(clerk, found["id"], "rut-lai") == 303
    assert opened.registry.by_number("9802/2023/QĐ-UBND") == []
    assert settled(clerk)[0]["state"] == "read"
    assert act(clerk, found["id"], "xac-nhan") == 303
    assert opened.registry.by_number("9802/2023/QĐ-UBND")
    _total, changes = opened.registry.changes()
    assert [each.action for each in changes[::-1]] == [
        "upload.add",
        "upload.confirm",
        "upload.confirm.undo",
        "upload.confirm",
    ]
    assert {each.who for each in changes} == {"co-tuong Tưởng Tượng"}
    assert changes[2].undone_by == changes[1].id
    assert (changes[0].after or {})["number"] == "9802/2023/QĐ-UBND"


def test_corrections_are_hand_made_and_survive_another_reading(
    clerk: FlaskClient, opened: Services, tmp_path: Path
) -> None:
    send(clerk, ("dieu.txt", TEXT.encode()))
    (found,) = settled(clerk)
    changes = {
        "number": "9812/2023/QĐ-UBND",
        "title": "Quy định về diều giấy, đã sửa",
        "issued": "2023-01-11",
        "issuers": "Ủy ban nhân dân tỉnh Hư Cấu",
    }
    assert act(clerk, found["id"], "xac-nhan", **changes) == 303

    def check() -> None:
        (record,) = opened.registry.by_number("9812/2023/QĐ-UBND")
        assert opened.registry.by_number("9802/2023/QĐ-UBND") == []
        assert record.title == "Quy định về diều giấy, đã sửa"
        assert f"{record.issued}" == "2023-01-11"
        assert record.has_text
        facts = opened.registry.facts_of(record.id)
        titles = {fact.origin: (fact.value, fact.source) for fact in facts if fact.field == "title"}
        assert titles["hand"] == ("Quy định về diều giấy, đã sửa", "co-tuong Tưởng Tượng")
        assert titles["machine"][0] == "Quy định về diều giấy của tỉnh Hư Cấu"
        doubts = [each.issue.message for each in opened.registry.issues(record.id, "corrected-by-hand")]
        assert doubts == ["Máy đọc số ký hiệu là 9802/2023/QĐ-UBND; người nhập sửa thành 9812/2023/QĐ-UBND."]

    check()
    again = tmp_path / "ban-sao.txt"
    again.write_text(TEXT, encoding="utf-8")
    ingest.run(opened.registry, [again], reader="another")
    check()
    assert act(clerk, found["id"], "rut-lai") == 303
    assert opened.registry.summary()["documents"] == 0
    assert 'value="9812/2023/QĐ-UBND"' in shown(clerk, found["id"])


def test_a_correction_that_makes_no_sense_is_refused_and_nothing_enters(clerk: FlaskClient, opened: Services) -> None:
    send(clerk, ("dieu.txt", TEXT.encode()))
    (found,) = settled(clerk)
    nonsense = {"number": "không phải số", "issued": "2023-02-30", "type": "Bùa chú", "title": " ", "issuers": ";"}
    for field, value in nonsense.items():
        assert act(clerk, found["id"], "xac-nhan", **{field: value}) == 400, field
    assert opened.registry.summary()["documents"] == 0
    assert settled(clerk)[0]["state"] == "read"


def test_many_files_at_once_each_with_its_own_fate(clerk: FlaskClient, opened: Services) -> None:
    texts = [(f"{number[:4]}.txt", over_time.text(number).encode()) for number in (over_time.OLD, over_time.LEANS)]
    send(clerk, *texts, ("hong.pdf", b"%PDF-1.4 khong phai PDF"))
    states = settled(clerk)
    assert sorted(each["state"] for each in states) == ["read", "read", "refused"]
    (refused,) = opened.registry.quarantine()
    assert refused.name == "hong.pdf"
    assert refused.reason in shown(clerk, next(each["id"] for each in states if each["state"] == "refused"))


def test_bytes_that_the_registry_has_need_no_confirmation(clerk: FlaskClient) -> None:
    send(clerk, ("dieu.txt", TEXT.encode()))
    (found,) = settled(clerk)
    act(clerk, found["id"], "xac-nhan")
    send(clerk, ("dieu-lan-hai.txt", TEXT.encode()))
    assert sorted(each["state"] for each in settled(clerk)) == ["confirmed", "known"]


def test_doubts_come_before_the_facts_and_the_same_number_is_told(clerk: FlaskClient) -> None:
    send(clerk, ("dieu.txt", TEXT.encode()))
    (found,) = settled(clerk)
    act(clerk, found["id"], "xac-nhan")
    unsure = TEXT.replace("Hư Cấu, ngày 10 tháng 1 năm 2023\n", "").replace("01 tháng 02 năm 2023", "một ngày đẹp trời")
    send(clerk, ("dieu-khac.txt", unsure.encode()))
    (other,) = [each for each in settled(clerk) if each["state"] == "read"]
    fragment = shown(clerk, other["id"])
    assert fragment.index("điểm máy chưa chắc") < fragment.index('name="number"')
    assert "Không tìm thấy ngày ban hành" in fragment
    assert "Kho đã có văn bản mang số này" in fragment


def test_an_empty_file_and_an_empty_form_are_refused_with_the_reason(clerk: FlaskClient) -> None:
    assert send(clerk, ("rong.txt", b"")) == 422
    assert send(clerk) == 400
    assert clerk.get("/nap-van-ban/trang-thai").get_json() == []


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(opened: Services, tmp_path: Path) -> None:
    small = Services.open(load(home=tmp_path / "home", max_file_mb=1))
    client = create_app(small.settings, small).test_client()
    sign_in(client)
    with client.application.test_request_context("/"), pytest.raises(InputRefused, match="1 MB"):
        desk().add("to.txt", io.BytesIO(b"a" * ((1 << 20) + 1)))
    body = b'--x\r\nContent-Disposition: form-data; name="tep"; filename="a.txt"\r\n\r\n' + b"a" * (5 << 20)
    sent = client.post("/nap-van-ban", data=body, content_type="multipart/form-data; boundary=x")
    assert sent.status_code == 413
    assert list((tmp_path / "home" / "uploads").iterdir()) == []
    small.registry.close()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\a.txt", "a\x00b.txt", "…/" + "x" * 400 + ".txt", ".", ""]
)
def test_a_file_name_is_never_a_path(clerk: FlaskClient, opened: Services, name: str) -> None:
    with create_app(opened.settings, opened).test_request_context("/"):
        item = desk().add(name, io.BytesIO(b"chu"))
    assert "/" not in item.name
    assert "\\" not in item.name
    assert 0 < len(item.name) <= 160
    assert item.name.isprintable()


def test_what_is_on_the_desk_survives_a_restart(clerk: FlaskClient, opened: Services) -> None:
    send(clerk, ("dieu.txt", TEXT.encode()))
    settled(clerk)
    anew = create_app(opened.settings, opened).test_client()
    sign_in(anew)
    (found,) = settled(anew)
    assert found["state"] == "read"
    assert act(anew, found["id"], "xac-nhan") == 303


def test_a_file_is_put_away_without_a_trace_in_the_registry(clerk: FlaskClient, opened: Services) -> None:
    send(clerk, ("dieu.txt", TEXT.encode()))
    (found,) = settled(clerk)
    assert act(clerk, found["id"], "bo") == 303
    assert settled(clerk) == []
    assert opened.registry.summary()["documents"] == 0
    assert clerk.get(f"/nap-van-ban/{found['id']}").status_code == 404


def test_quarantine_shows_the_reason_offers_the_original_tries_again_and_lets_go(
    clerk: FlaskClient, opened: Services
) -> None:
    send(clerk, ("hong.pdf", b"%PDF-1.4 khong phai PDF"))
    settled(clerk)
    (record,) = opened.registry.quarantine()
    page = clerk.get("/cach-ly").get_data(as_text=True)
    assert record.reason in page
    original = re.search(r'href="(/tep/[0-9a-f]{64}/[^"]+)"', page)
    assert original is not None
    with clerk.get(original[1]) as answer:
        assert answer.data == b"%PDF-1.4 khong phai PDF"
        assert "attachment" in answer.headers["Content-Disposition"]
    for role, status in ((None, 303), (Role.reader, 403), (Role.editor, 200)):
        client = create_app(opened.settings, opened).test_client()
        if role:
            sign_in(client, role)
        with client.get(original[1]) as answer:
            assert answer.status_code == status
    form = {"ma-bieu-mau": form_token(clerk), "muc": str(record.id)}
    assert "/nap-van-ban#tep-" in clerk.post("/cach-ly/doc-lai", data=form).headers["Location"]
    assert [each["state"] for each in settled(clerk)] == ["refused", "refused"]
    (again,) = opened.registry.quarantine()
    assert clerk.post("/cach-ly/bo", data={**form, "muc": str(again.id)}).status_code == 303
    assert opened.registry.quarantine() == []
    with clerk.get(original[1]) as answer:
        assert answer.status_code == 404
    assert clerk.post("/cach-ly/bo", data=form).status_code == 400


@pytest.mark.parametrize("path", ["/cach-ly/bo", "/cach-ly/doc-lai"])
def test_what_cannot_be_written_down_is_not_done(
    clerk: FlaskClient, opened: Services, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = opened.registry.originals.keep_stream(io.BytesIO(b"%PDF-1.4 khong phai PDF"))
    origin = Origin(stored.sha256, stored.size, "application/pdf", "a/hong.pdf", "hong.pdf")
    opened.registry.refuse(origin, InputRefused("damaged", "Hỏng."), "1")
    before = opened.registry.quarantine()
    form = {"ma-bieu-mau": form_token(clerk), "muc": str(before[0].id)}

    def full(*_: object, **__: object) -> None:
        raise StateConflict("disk-full", "Đĩa đầy.")

    monkeypatch.setattr(type(opened.registry), "record", full)
    assert clerk.post(path, data=form).status_code == 409
    assert opened.registry.quarantine() == before
    assert opened.registry.original(stored.sha256).is_file()
    assert clerk.get("/nap-van-ban/trang-thai").get_json() == []


POSTS = ("/nap-van-ban", "/nap-van-ban/x/xac-nhan", "/nap-van-ban/x/rut-lai", "/nap-van-ban/x/bo", "/cach-ly/bo")


@pytest.mark.parametrize("path", POSTS)
def test_a_form_without_our_token_changes_nothing(clerk: FlaskClient, path: str) -> None:
    assert clerk.post(path).status_code == 403
    good = form_token(clerk)
    assert clerk.post(path, data={"ma-bieu-mau": good[:-2]}).status_code == 403
    sign_in(clerk)
    assert clerk.post(path, data={"ma-bieu-mau": good}).status_code == 403


@pytest.mark.parametrize("path", ["/nap-van-ban", "/nap-van-ban/trang-thai", "/cach-ly"])
def test_editing_pages_are_for_editors(opened: Services, path: str) -> None:
    for role, status in ((Role.reader, 403), (Role.reviewer, 403), (Role.editor, 200), (Role.admin, 200)):
        client = create_app(opened.settings, opened).test_client()
        assert client.get(path).status_code == 303
        sign_in(client, role)
        assert client.get(path).status_code == status


def test_the_links_to_editing_pages_show_only_to_those_who_may(clerk: FlaskClient, client: FlaskClient) -> None:
    assert 'href="/nap-van-ban"' in clerk.get("/").get_data(as_text=True)
    assert 'href="/nap-van-ban"' not in client.get("/").get_data(as_text=True)


def test_a_script_whose_session_ended_is_told_so_in_json(opened: Services) -> None:
    client = create_app(opened.settings, opened).test_client()
    answer = client.post("/nap-van-ban", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.get_json(force=True)["title"] == "Việc này cần đăng nhập."


def test_what_is_read_again_from_quarantine_waits_for_a_person(clerk: FlaskClient, opened: Services) -> None:
    stored = opened.registry.originals.keep_stream(io.BytesIO(TEXT.encode()))
    origin = Origin(stored.sha256, stored.size, "text/plain", "https://hu-cau.example/dieu.txt", "dieu.txt")
    opened.registry.refuse(origin, InputRefused("reading-timeout", "Đọc quá lâu."), "old reader")
    (record,) = opened.registry.quarantine()
    form = {"ma-bieu-mau": form_token(clerk), "muc": str(record.id)}
    for _twice in range(2):
        assert "/nap-van-ban#tep-" in clerk.post("/cach-ly/doc-lai", data=form).headers["Location"]
    (found,) = settled(clerk)
    assert found["state"] == "read"
    assert opened.registry.documents() == []
    assert len(opened.registry.quarantine()) == 1
    assert act(clerk, found["id"], "xac-nhan") == 303
    assert opened.registry.quarantine() == []
    (document,) = opened.registry.by_number("9802/2023/QĐ-UBND")
    assert document.sources == ("https://hu-cau.example/dieu.txt",)
    (change,) = [each for each in opened.registry.changes()[1] if each.action == "upload.confirm"]
    with clerk.application.test_request_context("/"):
        actions.undo(change.id, somebody(opened.registry, Role.editor))
    assert opened.registry.by_number("9802/2023/QĐ-UBND") == []


def test_refused_input_whose_bytes_are_gone_says_so(clerk: FlaskClient, opened: Services) -> None:
    opened.registry.refuse(Origin("", 1, "", "/khong/co", "khong-co.txt"), InputRefused("unreadable", "Hỏng."), "1")
    form = {"ma-bieu-mau": form_token(clerk), "muc": str(opened.registry.quarantine()[0].id)}
    assert clerk.post("/cach-ly/doc-lai", data=form).status_code == 409
    assert len(opened.registry.quarantine()) == 1


def test_an_archive_is_taken_apart_on_the_desk(clerk: FlaskClient, opened: Services) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in (over_time.OLD, over_time.LEANS):
            archive.writestr(f"văn bản/{number[:4]}.txt", over_time.text(number))
        archive.writestr("logo.ico", b"x")
    send(clerk, ("cac van ban.zip", packed.getvalue()))
    assert [each["state"] for each in settled(clerk)] == ["read", "read"]
    with clerk.application.app_context():
        names = sorted(each.name for each in desk().items())
    assert names == sorted(f"{number[:4]}.txt" for number in (over_time.OLD, over_time.LEANS))


def test_what_says_nothing_of_a_document_needs_a_name(clerk: FlaskClient, opened: Services) -> None:
    send(clerk, ("loi.txt", "Có lỗi xảy ra, xin thử lại sau".encode()))
    (found,) = settled(clerk)
    assert act(clerk, found["id"], "xac-nhan") == 400
    assert act(clerk, found["id"], "xac-nhan", number="9999/2025/QĐ-UBND") == 303
    assert [each.number for each in opened.registry.documents()] == ["9999/2025/QĐ-UBND"]


def test_the_secret_is_made_once_and_is_its_owners_alone(tmp_path: Path) -> None:
    first = home_secret(tmp_path)
    assert home_secret(tmp_path) == first
    assert len(first) == 32
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
