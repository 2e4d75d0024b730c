"""A reviewer decides about two provisions, changes that, takes it back; nobody else can, and nothing is lost."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from indexer import overlap
from registry.changes import ChangeFilter
from registry.people import Role
from tests.people import form_token, sign_in
from web import actions
from web.services import Services


@pytest.fixture
def pair(held: Services) -> Iterator[str]:
    """Address of a pair nobody has decided about."""
    with_app = held.registry.overlaps()[1][0]
    left, right = held.registry.document(with_app.left_id), held.registry.document(with_app.right_id)
    yield f"/trung-lap/{left.slug}/{with_app.left_provision}/{right.slug}/{with_app.right_provision}"
    for each in held.registry.verdicts():
        held.registry.drop_verdict(each.ends)


def text(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return answer.get_data(as_text=True)


def decide(client: FlaskClient, pair: str, outcome: str, note: str = "") -> str:
    form = {"ma-bieu-mau": form_token(client), "ket-luan": outcome, "ghi-chu": note}
    answer = client.post(f"{pair}/ket-luan", data=form)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def count(client: FlaskClient, word: str) -> int:
    found = re.search(rf'>{word} <span class="count">(\d+)<', text(client, "/trung-lap"))
    assert found is not None
    return int(found[1])


def test_a_verdict_is_written_shown_filtered_and_outlives_the_next_run(
    client: FlaskClient, held: Services, pair: str
) -> None:
    person = sign_in(client, Role.reviewer)
    before = count(client, "Chưa kết luận")
    page = text(client, decide(client, pair, "repeats", "  Bỏ khoản này\nkhi sửa  "))
    assert "Đã ghi kết luận." in page
    assert "Bỏ khoản này khi sửa" in page
    assert person.name in page
    overlap.run(held.registry, held.settings)
    assert count(client, "Chưa kết luận") == before - 1
    assert count(client, "Trùng lặp, cần xử lý") == 1
    assert pair in text(client, "/trung-lap?ket-luan=repeats")
    assert pair not in text(client, "/trung-lap?ket-luan=open")
    assert "Không có cặp nào với kết luận này." in text(client, "/trung-lap?ket-luan=conflicts")


def test_a_verdict_is_changed_and_each_step_can_be_undone(client: FlaskClient, held: Services, pair: str) -> None:
    sign_in(client, Role.reviewer)
    decide(client, pair, "repeats")
    shown = text(client, decide(client, pair, "accepted", "Luật bắt nhắc lại"))
    change = re.search(r'name="thay-doi" value="(\d+)"', shown)
    assert change is not None
    form = {"ma-bieu-mau": form_token(client), "thay-doi": change[1]}
    answer = client.post(f"{pair}/ket-luan/hoan-tac", data=form, follow_redirects=True)
    assert "Đã hoàn tác" in answer.text
    assert [each.outcome for each in held.registry.verdicts()] == ["repeats"]
    assert client.post(f"{pair}/ket-luan/hoan-tac", data=form).status_code == 409
    decide(client, pair, "")
    assert held.registry.verdicts() == []
    with client.application.test_request_context():
        _total, trail = held.registry.changes(ChangeFilter(action="overlap.verdict"))
        assert {actions.label(each) for each in trail} == {"Kết luận về cặp trùng lặp"}


def test_a_verdict_says_when_the_words_have_changed_since(client: FlaskClient, held: Services, pair: str) -> None:
    sign_in(client, Role.reviewer)
    decide(client, pair, "unrelated")
    assert "đã đổi từ khi kết luận" not in text(client, pair)
    (said,) = held.registry.verdicts()
    with held.registry.writing() as session:
        session.connection().exec_driver_sql("UPDATE verdict SET words = 'khac'")
    assert "đã đổi từ khi kết luận" in text(client, pair)
    assert "lời văn đã đổi" in text(client, "/trung-lap?ket-luan=unrelated")
    held.registry.put_verdict(said)


@pytest.mark.parametrize(("role", "status"), [(Role.reader, 403), (Role.editor, 403), (Role.admin, 303)])
def test_who_may_decide(client: FlaskClient, pair: str, role: Role, status: int) -> None:
    sign_in(client, role)
    form = {"ma-bieu-mau": form_token(client), "ket-luan": "repeats"}
    assert client.post(f"{pair}/ket-luan", data=form).status_code == status
    assert ('class="verdict-form"' in text(client, pair)) is (status == 303)


def test_a_stranger_reads_pairs_without_verdicts_and_decides_nothing(client: FlaskClient, pair: str) -> None:
    assert 'id="ket-luan"' not in text(client, pair)
    assert "verdict-filter" not in text(client, "/trung-lap")
    assert client.get("/trung-lap?ket-luan=repeats").status_code in (302, 303, 401)
    assert client.post(f"{pair}/ket-luan", data={"ket-luan": "repeats"}).status_code in (302, 303, 401)


@pytest.mark.parametrize(
    ("address", "form", "status"),
    [
        ("", {"ket-luan": "chac-la-the"}, 400),
        ("", {"ket-luan": ""}, 400),
        ("/hoan-tac", {"thay-doi": "999999"}, 404),
        ("/hoan-tac", {"thay-doi": "x"}, 400),
    ],
)
def test_what_makes_no_sense_is_refused(
    client: FlaskClient, pair: str, address: str, form: dict[str, str], status: int
) -> None:
    sign_in(client, Role.reviewer)
    answer = client.post(f"{pair}/ket-luan{address}", data={"ma-bieu-mau": form_token(client), **form})
    assert answer.status_code == status
    assert client.post(f"{pair}/ket-luan{address}", data=form).status_code == 403
    assert client.get("/trung-lap?ket-luan=chac-la-the").status_code == 400


def test_a_pair_that_is_gone(client: FlaskClient, pair: str) -> None:
    sign_in(client, Role.reviewer)
    gone = pair.rpartition("/")[0] + "/d999"
    form = {"ma-bieu-mau": form_token(client), "ket-luan": "repeats"}
    assert client.post(f"{gone}/ket-luan", data=form).status_code == 404
