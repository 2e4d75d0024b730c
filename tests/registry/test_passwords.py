"""Which passwords are refused and which are not, how they are kept, and how waits grow."""

import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from registry import lockout, passwords
from registry.errors import BadRequest
from registry.lockout import Limit

WEAK = {
    "ngắn quá": "ít nhất",
    "        ": "ít nhất",
    "x" * 201: "tối đa",
    "aaaaaaaaaaaa": "lặp",
    "abcabcabcabc": "lặp",
    "12121212121212": "lặp",
    "1234567890": "dãy phím",
    "0987654321": "dãy phím",
    "qwertyuiop": "dãy phím",
    "QwertyUiop1": "dãy phím",
    "abcdefghijkl": "dãy phím",
    "1qaz2wsx3edc": "dãy phím",
    "matkhau2024": "hay gặp",
    "MatKhau@2024": "hay gặp",
    "mật khẩu 123": "hay gặp",
    "Password123!": "hay gặp",
    "P@ssw0rd2024": "hay gặp",
    "anhyeuem1990": "hay gặp",
    "emyeuanh!!!!": "hay gặp",
    "vietnam12345": "hay gặp",
    "hanoi-saigon": "hay gặp",
    "quantri@2025": "hay gặp",
    "ubndtinh2025": "hay gặp",
    "nguyenvan123456": "hay gặp",
    "congchuc@123": "hay gặp",
    "lan.anh.2024.x": "tên đăng nhập",
    "xx-LAN.ANH-xx": "tên đăng nhập",
}


@pytest.mark.parametrize(("password", "reason"), WEAK.items())
def test_what_is_easy_to_guess_is_refused_with_the_reason(password: str, reason: str) -> None:
    with pytest.raises(BadRequest) as refused:
        passwords.check(password, "lan.anh@hucau.example")
    assert reason in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(
    "password",
    [
        "con trâu đi trước cái cày",
        "Cày đồng đang buổi",
        "ba con mèo vàng ngủ mái",
        "xK9#mQ2$vL",
        "quả dưa hấu tím 7 cân",
        "hanoisaigondananghue",
        "correct horse battery",
        "làng tôi có lũy tre xanh",
    ],
)
def test_what_is_hard_to_guess_is_taken(password: str) -> None:
    assert passwords.weakness(password, "lan.anh@hucau.example") == ""


@given(st.text(max_size=60))
def test_any_text_is_judged(text: str) -> None:
    reason = passwords.weakness(text, "lan")
    assert bool(reason) or len(passwords.normal(text)) >= passwords.SHORTEST


def test_a_hash_is_argon2id_salted_and_fits_only_its_password() -> None:
    stored = passwords.hashed("con trâu đi trước")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert stored != passwords.hashed("con trâu đi trước")
    assert passwords.fits(stored, unicodedata.normalize("NFD", "con trâu đi trước"))
    assert not passwords.fits(stored, "con trâu đi sau")
    assert not passwords.fits(None, "nobody has this password")
    assert not passwords.fits("not a hash", "con trâu đi trước")


def test_a_hash_of_other_parameters_is_told() -> None:
    assert not passwords.outdated(passwords.hashed("con trâu đi trước"))
    assert passwords.outdated(PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("con trâu đi trước"))


LIMIT = Limit("k", free=3, first=10, longest=60)
NOW = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "ago", "left"),
    [(0, 0, 0), (2, 0, 0), (3, 0, 10), (3, 4, 6), (3, 10, 0), (4, 0, 20), (5, 0, 40), (6, 0, 60), (10_000, 0, 60)],
)
def test_waits_double_up_to_a_bound(times: int, ago: int, left: int) -> None:
    assert lockout.wait(LIMIT, times, NOW - timedelta(seconds=ago), NOW) == left


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_no_wait_exceeds_its_bound_and_a_day_forgets(times: int, ago: int) -> None:
    left = lockout.wait(LIMIT, times, NOW - timedelta(seconds=ago), NOW)
    assert 0 <= left <= 60
    assert left == 0 or ago < 60


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
    ],
)
def test_what_counts_as_one_place(address: str, place: str) -> None:
    assert lockout.network(address) == place


def test_a_browser_that_signed_in_before_is_counted_apart() -> None:
    strangers = {limit.key for limit in lockout.limits("lan", "192.0.2.7")}
    owner = {limit.key for limit in lockout.limits("lan", "198.51.100.1", "mark")}
    assert not strangers & owner
