"""Following through the pages and by mail: what changed, why it is told, once each, ended by one click."""

import re
import smtplib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from registry.news import Often
from registry.people import Person, Role
from registry.settings import Settings
from registry.store import Registry
from tests.mail_server import Mailbox, mail_server
from tests.web.following import amend, begun
from tests.web.over_time import AMENDS, BASE
from web import addresses, following
from web.app import create_app
from web.cli import main
from web.digest import composing, delivering
from web.services import Services

ATOM = "{http://www.w3.org/2005/Atom}"
SLUG = "quyet-dinh-9823-2023-qd-ubnd-tinh-hu-cau"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    chosen = begun(tmp_path_factory.mktemp("follow") / "home")
    amend(chosen)
    return chosen


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    held = Services.open(settings)
    yield create_app(settings, held).test_client()
    held.registry.close()


def slug(settings: Settings, number: str = BASE) -> str:
    with Registry.open(settings) as registry:
        return registry.by_number(number)[0].slug


def entries(client: FlaskClient, path: str) -> dict[str, str]:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer.content_type.startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.data)
    assert len({each.findtext(f"{ATOM}id") for each in feed.iter(f"{ATOM}entry")}) == len(
        list(feed.iter(f"{ATOM}entry"))
    )
    return {
        each.findtext(f"{ATOM}title", ""): each.findtext(f"{ATOM}summary", "") for each in feed.iter(f"{ATOM}entry")
    }


def test_the_feed_of_a_document_says_what_changed_and_why(client: FlaskClient, settings: Settings) -> None:
    found = entries(client, addresses.document_feed(slug(settings)))
    told = found[f"{BASE}: khoản 1 Điều 1 đổi lời văn từ ngày 01/03/2024, theo {AMENDS}"]
    assert "Trước: 1. Diều giấy có đuôi dài không quá ba gang tay." in told
    assert "Nay: 1. Diều giấy có đuôi dài không quá năm gang tay." in told
    assert f"Bạn theo dõi văn bản {BASE}." in told
    assert f"{BASE}: Được sửa đổi bởi {AMENDS}" in found


def test_the_feed_of_a_provision_leaves_out_other_provisions(client: FlaskClient, settings: Settings) -> None:
    found = entries(client, addresses.document_feed(slug(settings), "d1.k1"))
    assert any("khoản 1 Điều 1" in each for each in found)
    assert not any("khoản 3 Điều 1" in each for each in found)
    assert "Bạn theo dõi khoản 1 Điều 1 của" in next(iter(found.values()))


def test_the_feed_of_a_programme_and_of_several_things(client: FlaskClient, settings: Settings) -> None:
    found = entries(client, addresses.programme_feed("GNBV"))
    assert any(each.startswith("9890/2024/QĐ-UBND: Văn bản mới") for each in found)
    both = [following.document_target(slug(settings)), "tim-kiem:q=but+tre", "van-ban:khong-con"]
    many = entries(client, addresses.follow(both, f"{addresses.FOLLOW}.atom"))
    assert any("Bạn theo dõi kết quả tìm “bút tre”" in each or "“but tre”" in each for each in many.values())
    assert any(f"Bạn theo dõi văn bản {BASE}" in each for each in many.values())


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/theo-doi.atom", 400),
        ("/chuong-trinh/KHONG/theo-doi.atom", 404),
        ("/van-ban/khong-co/theo-doi.atom", 404),
        ("/theo-doi?theo=gi-do", 200),
        ("/theo-doi/thoi/sai", 404),
    ],
)
def test_what_is_not_there_is_told(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_the_page_without_an_account_needs_only_its_address(client: FlaskClient, settings: Settings) -> None:
    path = addresses.follow([following.document_target(slug(settings))])
    html = unescape(client.get(path).get_data(as_text=True))
    assert "khoản 1 Điều 1 đổi lời văn" in html
    assert "<del>" in html
    assert "không quá" in html
    fragment = client.get(addresses.follow([following.document_target(slug(settings))], addresses.FOLLOW_NEWS))
    assert "<html" not in fragment.get_data(as_text=True)


def test_following_is_offered_where_something_can_be_followed(client: FlaskClient, settings: Settings) -> None:
    document = slug(settings)
    for path, target in (
        (addresses.document(document), f"van-ban:{document}"),
        (addresses.timeline(document, "d1.k1"), f"van-ban:{document}/d1.k1"),
        ("/chuong-trinh/GNBV", "chuong-trinh:GNBV"),
        ("/tim-kiem?q=but", "tim-kiem:q=but"),
    ):
        assert f'data-follow="{target}"' in client.get(path).get_data(as_text=True), path


# By mail


@pytest.fixture
def fresh(tmp_path: Path) -> Settings:
    return begun(tmp_path / "home", public_url="https://hu-cau.example", mail_from="Vanban <vanban@hu-cau.example>")


def follower(settings: Settings, often: Often = Often.IMMEDIATE, target: str = "") -> Person:
    with Registry.open(settings) as registry:
        known = registry.person_by_login("nguyen.thu")
        person = known or registry.add_person("nguyen.thu", "Nguyễn Thử", Role.reader, email="thu@hu-cau.example")
        registry.follow(person.id, target or following.document_target(slug(settings)), BASE, often)
        return person


def run(settings: Settings, monkeypatch: pytest.MonkeyPatch, *arguments: str, **environment: str) -> str:
    given = {"VANBAN_HOME": str(settings.home), "VANBAN_PUBLIC_URL": settings.public_url,
             "VANBAN_MAIL_FROM": settings.mail_from} | environment  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    from registry import settings as kept

    kept.settings.cache_clear()
    done = CliRunner().invoke(main, ["digest", "send", *arguments])
    kept.settings.cache_clear()
    assert done.exit_code == 0, done.output
    return done.output


def test_a_digest_is_printed_once_and_says_why_and_what(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    follower(fresh)
    assert "Đã gửi 0 thư" in run(fresh, monkeypatch)
    amend(fresh)
    tried = run(fresh, monkeypatch, "--dry-run")
    assert "Sẽ gửi 1 thư" in tried
    told = run(fresh, monkeypatch)
    for words in ("To: Nguyễn Thử <thu@hu-cau.example>", f"Bạn theo dõi văn bản {BASE}.",
                  "Nay: 1. Diều giấy có đuôi dài không quá năm gang tay.", "https://hu-cau.example/van-ban/",
                  "https://hu-cau.example/theo-doi/thoi/", "Đã gửi 1 thư"):  # fmt: skip
        assert words in told, words
        if words.startswith("Nay"):
            assert words in tried
    assert "Đã gửi 0 thư" in run(fresh, monkeypatch)


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as made:
        yield made


def test_a_digest_goes_through_a_real_mail_server(
    fresh: Settings, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = follower(fresh)
    amend(fresh)
    server = {"VANBAN_SMTP_HOST": "127.0.0.1", "VANBAN_SMTP_PORT": str(box.port), "VANBAN_SMTP_SECURITY": "none"}
    box.refuse = "451 later"
    assert "1 thư chưa gửi được" in run(fresh, monkeypatch, **server)
    assert box.messages == []
    box.refuse = ""
    assert "Đã gửi 1 thư." in run(fresh, monkeypatch, **server)
    assert "Đã gửi 0 thư." in run(fresh, monkeypatch, **server)
    (mail,) = box.messages
    assert box.recipients == ["thu@hu-cau.example"]
    assert mail["From"] == "Vanban <vanban@hu-cau.example>"
    assert re.fullmatch(r"Vanban: \d+ thay đổi, \d\d/\d\d/\d{4}", str(mail["Subject"]))
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert "Bạn theo dõi văn bản" in plain.get_content()
    assert "<del>ba </del>" in html.get_content()
    assert "<ins>năm </ins>" in html.get_content()
    stop = str(mail["List-Unsubscribe"]).strip(" <>").removeprefix("https://hu-cau.example")
    held = Services.open(fresh)
    try:
        client = create_app(fresh, held).test_client()
        assert "Thôi nhận thư tổng hợp?" in client.get(stop).get_data(as_text=True)
        assert held.registry.follows(person.id), "opening the link alone stops nothing"
        assert client.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
        assert held.registry.follows(person.id) == []
        assert client.post(f"{stop}x").status_code == 404
    finally:
        held.registry.close()


def test_a_kill_between_making_and_sending_neither_loses_nor_doubles(
    fresh: Settings, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower(fresh)
    amend(fresh)
    server = {"VANBAN_SMTP_HOST": "127.0.0.1", "VANBAN_SMTP_PORT": str(box.port), "VANBAN_SMTP_SECURITY": "none"}
    post = Registry.post

    def killed(*_given: object, **_named: object) -> None:
        raise OSError("killed")

    monkeypatch.setattr(smtplib, "SMTP", killed)
    monkeypatch.setattr(Registry, "post", killed)
    with pytest.raises(AssertionError):
        run(fresh, monkeypatch, **server)
    monkeypatch.setattr(Registry, "post", post)
    with pytest.raises(AssertionError):
        run(fresh, monkeypatch, **server)
    monkeypatch.undo()
    assert "Đã gửi 1 thư." in run(fresh, monkeypatch, **server)
    assert "Đã gửi 0 thư." in run(fresh, monkeypatch, **server)
    assert len(box.messages) == 1


def test_days_and_weeks_are_kept(fresh: Settings) -> None:
    from dataclasses import replace
    from datetime import timedelta

    follower(fresh, Often.WEEKLY)
    with Registry.open(fresh) as registry:
        (each,) = registry.follows()
    day = each.told.date()
    weekly, daily = replace(each, often=Often.WEEKLY), replace(each, often=Often.DAILY)
    assert [composing.due(weekly, day + timedelta(days=n)) for n in (0, 1, 6, 7)] == [False, False, False, True]
    assert [composing.due(daily, day + timedelta(days=n)) for n in (0, 1)] == [False, True]


def test_one_change_that_two_follows_concern_is_told_once(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    follower(fresh)
    follower(fresh, target=following.document_target(slug(fresh), "d1.k1"))
    amend(fresh)
    told = run(fresh, monkeypatch)
    assert told.count("khoản 1 Điều 1 đổi lời văn") == 1


def test_a_sender_that_is_none_is_refused() -> None:
    with pytest.raises(Exception, match="không hợp lệ"):
        delivering._address("Vanban", "không phải địa chỉ")
