"""Encodings are found from the bytes; every letter comes back from every table."""

import unicodedata

import pytest

from registry.errors import InputRefused
from registry.parsing.encodings import decode
from registry.parsing.legacy import TCVN3, VPS
from registry.parsing.recovery import recover

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LOWER = [unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES]
ALPHABET = [letter for letter in [*LOWER, *map(str.upper, LOWER), "đ", "Đ"] if not letter.isascii()]
SENTENCE = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam. Căn cứ Luật, Ủy ban nhân dân tỉnh Hư Cấu quyết định: Điều 1. Quy định "
    "này được "
    "thực hiện từ ngày 01 tháng 01 năm 2099; các đơn vị có trách nhiệm thi hành, không được từ chối những người "
    "đề nghị. "
)


def tabled(table: dict[int, str], text: str) -> bytes:
    codes = {letter: code for code, letter in table.items()}
    return bytes(codes.get(letter) or ord(letter) for letter in text)


def windows_1258(text: str) -> bytes:
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            out += _apart(letter).encode("cp1258")
    return out


def _apart(letter: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tones = [mark for mark in marks if mark in TONES]
    return unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in TONES)) + "".join(tones)


VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
VNI_HATS = {"\u0302": "âáàåãä", "\u0306": "êéèúüë"}
VNI_ORDER = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
VNI_SINGLE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def vni(text: str) -> bytes:
    return "".join(map(_vni_letter, text)).encode("cp1252")


def _vni_letter(letter: str) -> str:
    small = letter.lower()
    if small in VNI_SINGLE:
        found = VNI_SINGLE[small]
        return found if letter == small else found.upper()
    base, *marks = list(unicodedata.normalize("NFD", small))
    hat = next((mark for mark in marks if mark in VNI_HATS), "")
    tone = next((mark for mark in marks if mark in VNI_TONES), "")
    horn = "\u031b" in marks
    base = {"o": "ô", "u": "ö"}[base] if horn else base
    mark = VNI_HATS[hat][VNI_ORDER.index(tone)] if hat else VNI_TONES.get(tone, "")
    return base + mark if letter == small else (base + mark).upper()


ENCODERS = {
    "TCVN3": lambda text: tabled(TCVN3, text),
    "VPS": lambda text: tabled(VPS, text),
    "VNI": vni,
    "Windows-1258": windows_1258,
}


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("letter", ALPHABET)
def test_every_letter_comes_back(name: str, letter: str) -> None:
    text = SENTENCE * 3 + f"Chữ {letter} hết."
    found = decode(ENCODERS[name](text))
    assert found.encoding == name
    assert found.text == text
    assert [doubt.code for doubt in found.issues] == ["legacy-encoding"]


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_needs_no_doubt(name: str) -> None:
    found = decode(SENTENCE.encode(name))
    assert found.text == SENTENCE
    assert not found.issues


@pytest.mark.parametrize("name", ["TCVN3", "VNI"])
def test_legacy_letters_inside_unicode_text_are_recovered(name: str) -> None:
    shown = ENCODERS[name](SENTENCE).decode("latin-1")
    found = recover(shown)
    assert found.text == SENTENCE
    assert found.encoding == name


def test_text_in_other_languages_is_left_alone() -> None:
    text = "Le décret précédent a été abrogé; les députés délibèrent à nouveau. " * 3
    assert recover(text).text == text


@pytest.mark.parametrize("data", [bytes(range(128, 256)) * 20, b"\x00\x01\x02" * 100])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputRefused):
        decode(data)
