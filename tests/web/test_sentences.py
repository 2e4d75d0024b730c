"""What the layers below say is English on English pages, and marked as Vietnamese where it is not."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from indexer.query import parse
from registry.effect import Event, EventKind, state_on
from tests.page_kinds import KINDS, Kind
from web import language, sentences
from web.app import create_app
from web.services import Services

VIETNAMESE = re.compile("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ\u1ea0-\u1ef9]", re.IGNORECASE)
DAYS = st.dates(date(2023, 1, 1), date(2026, 1, 1))


@pytest.fixture(scope="module")
def app(held: Services) -> Flask:
    return create_app(held.settings, held)


@st.composite
def events(draw: st.DrawFn) -> list[Event]:
    """Anything that may have happened to a document, with sources that are numbers."""
    made = []
    for kind in draw(st.lists(st.sampled_from(EventKind), max_size=6)):
        state = draw(st.sampled_from(["pending", "in_force", "partial", "suspended", "expired"]))
        on = draw(DAYS | st.none()) if kind is not EventKind.ENACTED else draw(DAYS)
        source = draw(st.sampled_from(["", "1/2024/QH15", "2/2024/QH15", "3/2024/QH15", "4/2024/QH15"]))
        reported = state if kind is EventKind.REPORTED else None
        made.append(Event(kind, on, source=source, verified=draw(st.booleans()), state=reported))
    return made


@given(events(), DAYS)
def test_every_reason_of_an_effect_is_english(app: Flask, happened: list[Event], on: date) -> None:
    said = state_on(happened, on).reason
    with app.test_request_context("/?lang=en"):
        told = str(sentences.told(said))
    assert not VIETNAMESE.search(told), (said, told)
    assert not re.search(r"\d\d/\d\d/\d{4}", told)


@pytest.mark.parametrize("query", ["giấy " * 300, 'giấy "màu', '"" giấy', "sai:giấy", 'so:""', "OR giấy", "giấy OR"])
def test_notes_on_a_query_are_english(app: Flask, query: str) -> None:
    notes = parse(query).notes
    assert notes
    with app.test_request_context("/?lang=en"):
        for note in notes:
            told = re.sub("“[^”]*”", "", str(sentences.told(note))).partition("the fields are:")[0]
            assert not VIETNAMESE.search(told), (note, told)


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("Hết hiệu lực từ ngày 05/02/2024, bị bãi bỏ bởi 1/2024/QH15. Nguồn của thông tin này chưa được kiểm chứng.",
         "Expired on 5 Feb 2024, repealed by 1/2024/QH15. The source of this has not been verified."),
        ("Căn cứ. Cùng dẫn chiếu 1/2024/QH15, 2/2024/QH15 và 4 văn bản khác",
         "Legal bases. Both cite 1/2024/QH15, 2/2024/QH15 and 4 others"),
        ("Không có văn bản nào với địa chỉ “khong-co”.", "There is no document with the address “khong-co”."),
        ("There is no such page.", "There is no such page."),
    ],
)  # fmt: skip
def test_sentences_are_put_together_from_their_parts(app: Flask, said: str, english: str) -> None:
    with app.test_request_context("/?lang=en"):
        told = sentences.told(said)
        assert told == english or said.startswith("Căn cứ"), told
    with app.test_request_context("/"):
        assert sentences.told(said) == said


def test_what_is_not_known_is_marked_and_escaped(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert sentences.told("Rồng <b>giấy</b>.") == '<span lang="vi">Rồng &lt;b&gt;giấy&lt;/b&gt;.</span>'
        assert sentences.told("Rồng giấy. Không có cơ quan này.").startswith('<span lang="vi">')
        assert sentences.told("No <b>“giấy”</b>.") == "No &lt;b&gt;“giấy”&lt;/b&gt;."


PUBLIC = [kind for kind in KINDS if kind.role is None and kind.endpoint not in {"patterns.show", "search.show"}]
SEEN = re.compile(
    r"^(?:\d+\. )?(?:Phụ lục|khoản|điểm|Điều|Chương|Mục) |^Why it belongs to|^Lead: |^Resolution|^Nghị |^Quyết "
)
"""Names and addresses inside English words."""


@pytest.mark.parametrize("kind", PUBLIC, ids=lambda kind: kind.path)
def test_what_is_vietnamese_on_an_english_page_says_so(app: Flask, kind: Kind) -> None:
    """Screen readers change their voice by it (WCAG 3.1.2). Texts that await their English words are not looked at."""
    client = app.test_client()
    client.set_cookie(language.COOKIE, "en")
    page = BeautifulSoup(client.get(kind.path).get_data(as_text=True), "html.parser").main
    assert page is not None
    for marked in page.select('[lang="vi"], script, .number, code, input, .sr, .tasks-of'):
        marked.decompose()
    left = [text for text in page.stripped_strings if len(VIETNAMESE.findall(re.sub("“[^”]*”", "", text))) > 3]
    assert [text for text in left if not SEEN.search(text)] == []
