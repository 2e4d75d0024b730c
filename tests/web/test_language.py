"""Vietnamese unless somebody asks for English; what was asked is remembered; documents stay as they are."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from web import language

DECISION = "/van-ban/quyet-dinh-9902-2024-qd-ubnd-tinh-hu-cau"


def language_of(client: FlaskClient, path: str, **headers: str) -> str:
    html = client.get(path, headers=headers).get_data(as_text=True)
    return str(BeautifulSoup(html, "html.parser").html["lang"])  # type: ignore[index]


def test_what_the_browser_prefers_never_decides(client: FlaskClient) -> None:
    assert language_of(client, "/", **{"Accept-Language": "en-US,en;q=0.9"}) == "vi"


def test_a_choice_holds_until_the_next_one(client: FlaskClient) -> None:
    assert language_of(client, "/?lang=en") == "en"
    assert language_of(client, "/tim-kiem") == "en"
    assert language_of(client, "/?lang=xx") == "en"
    assert language_of(client, "/?lang=vi") == "vi"
    assert language_of(client, "/tim-kiem") == "vi"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", "newly issued"),
        ("/tim-kiem?q=giay", "documents for “giay”"),
        (DECISION, "Compare with…"),
        (f"{DECISION}/lich-su", "Takes effect"),
        ("/so-sanh", "Put two documents, two provisions"),
        ("/theo-doi", "This browser follows nothing yet."),
        ("/tro-giup", "Not yet in force"),
        ("/khong-co-trang-nay", "There is no such page."),
    ],
)
def test_pages_speak_english(client: FlaskClient, path: str, words: str) -> None:
    client.set_cookie(language.COOKIE, "en")
    html = client.get(path).get_data(as_text=True)
    assert words.lower() in BeautifulSoup(html, "html.parser").get_text(" ").lower()


def test_dates_counts_effect_and_relations_are_english_and_the_document_is_not(client: FlaskClient) -> None:
    html = client.get(f"{DECISION}?lang=en").get_data(as_text=True)
    soup = BeautifulSoup(html, "html.parser")
    text = soup.get_text(" ")
    assert "15 Aug 2024" in text
    assert "In force" in text
    assert "Legal bases" in text
    legal = soup.select_one(".legal")
    assert legal is not None
    assert legal["lang"] == "vi"
    assert "Điều 1. Phạm vi điều chỉnh" in legal.get_text()
    title = soup.select_one(".doc-title")
    assert title is not None
    assert title["lang"] == "vi"


def test_the_switch_keeps_the_page_and_its_search(client: FlaskClient) -> None:
    html = client.get("/tim-kiem?q=giay&loai=quyet-dinh&lang=en").get_data(as_text=True)
    switch = BeautifulSoup(html, "html.parser").select_one("a.language")
    assert switch is not None
    assert (switch["lang"], switch["href"]) == ("vi", "/tim-kiem?q=giay&loai=quyet-dinh&lang=vi")
