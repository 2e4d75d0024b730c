"""The vocabulary editor: mistakes, preview, keeping, what then holds, undo."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from registry.jobs import Job
from registry.vocabulary import vocabulary
from registry.vocabulary.active import FILE_NAME, use
from tests.registry.store.test_review import BODY, read
from tests.web.admin.conftest import Send, page
from web import actions
from web.jobs import worker
from web.services import Services

FORM = {
    "abbreviations": "TDG = thả diều giấy",
    "issuers": "- {code: btt, name: Ủy ban nhân dân tỉnh Hư Cấu, kind: agency, level: central}",
}


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    yield
    use(None)


def test_a_preview_tells_what_would_change_and_keeps_nothing(client: FlaskClient, send: Send, held: Services) -> None:
    document = read(held.registry, BODY)
    from indexer.sync import sync

    sync(held.registry, held.settings)
    shown = send("/quan-tri/tu-vung", **FORM)
    assert shown.status == 200
    assert "1 văn bản" in shown.text
    assert "Ủy ban nhân dân tỉnh Hư Cấu (btt)" in shown.text
    found = re.findall(r">([^<]+)</a></th><td>(\d+)</td><td>(?:<b>)?(\d+)", shown.text)
    assert ("TDG", "0", "1") in found, found
    assert "TDG = thả diều giấy" in shown.text  # what was typed is still there
    assert not (held.settings.home / FILE_NAME).exists()
    assert held.registry.document(document).issuer_code != "btt"
    assert "TDG" not in vocabulary().abbreviations


def test_what_is_kept_holds_for_documents_searches_and_new_pages_and_is_undone(
    client: FlaskClient, send: Send, held: Services, finished: Callable[[str], Job]
) -> None:
    document = read(held.registry, BODY)
    job = finished(send("/quan-tri/tu-vung", ghi="1", **FORM).location)
    assert (job.state, job.result["documents"]) == ("done", 1), job
    assert held.registry.document(document).issuer_code == "btt"
    assert "9001/2025" in page(client, "/tim-kiem?q=TDG")
    assert "TDG = thả diều giấy" in page(client, "/quan-tri/tu-vung")
    assert send("/quan-tri/tu-vung", ghi="1", **FORM).location == "/quan-tri/tu-vung"  # nothing new

    change = held.registry.changes()[1]
    undone = next(each for each in change if each.action == "vocabulary.change")
    with client.application.test_request_context():
        person = held.registry.person_by_login("admin")
        assert person is not None
        actions.undo(undone.id, person)
        last = worker().book.all()[0]
    assert finished(last.id).state == "done"
    assert held.registry.document(document).issuer_code != "btt"
    assert "9001/2025" not in page(client, "/tim-kiem?q=TDG")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"abbreviations": "TDG thả diều"}, "thiếu dấu ="),
        ({"synonyms": "một mình"}, "cần ít nhất 2 mục"),
        ({"issuers": "- {code: ["}, "không phải YAML hợp lệ ở dòng"),
        ({"issuers": "- {code: btt}"}, "issuers.btt"),
        ({"places": "hu-cau = Hư Cấu"}, "không có tỉnh nào"),
        ({"programmes": "một chữ"}, "phải là danh sách"),
    ],
)
def test_mistakes_are_told_at_their_part_and_nothing_is_kept(
    send: Send, held: Services, form: dict[str, str], words: str
) -> None:
    answer = send("/quan-tri/tu-vung", ghi="1", **form)
    assert answer.status == 422
    assert words in answer.text
    (name,) = form
    assert f'id="loi-{name}"' in answer.text
    assert next(iter(form.values())) in answer.text
    assert not (held.settings.home / FILE_NAME).exists()


def test_a_file_changed_by_another_process_is_noticed_by_the_next_request(client: FlaskClient, held: Services) -> None:
    (held.settings.home / FILE_NAME).write_text("abbreviations: {DGHC: diều giấy}\n", encoding="utf-8")
    assert "DGHC = diều giấy" in page(client, "/quan-tri/tu-vung")
    assert "DGHC" in vocabulary().abbreviations
