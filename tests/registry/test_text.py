import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.text import fold, is_capitals, nfc, place_tones, sentence_case, squeeze

vietnamese = st.text(alphabet="aàáảãạăằêếơờưựđĐoòóuùúyỳýQqtTnhgk ,.;/-0123456789ÐỦỷ")


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoà", "hòa"), ("hoá", "hóa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("Uỷ ban", "Ủy ban"), ("UỶ BAN", "ỦY BAN"),
        ("HOÀ", "HÒA"), ("quý", "quý"), ("quỷ", "quỷ"), ("hoàn", "hoàn"), ("khuỷu", "khuỷu"), ("ngoài", "ngoài"),
        ("huỳnh", "huỳnh"),
    ],
)  # fmt: skip
def test_both_tone_placements_come_out_the_same(new: str, old: str) -> None:
    assert place_tones(new) == old
    assert place_tones(old) == old


def test_folding_drops_marks_and_every_kind_of_d() -> None:
    assert fold("Điều Ủy ĐÐđð ộ Ữ") == "dieu uy dddd o u"
    assert fold("İßŒ") == "iß" + fold("Œ")


@given(st.text())
def test_folding_and_tone_placement_keep_offsets(text: str) -> None:
    composed = nfc(text)
    assert len(fold(composed)) == len(composed)
    assert len(place_tones(composed)) == len(composed)


@given(vietnamese)
def test_folding_forgets_composition_and_tone_placement(text: str) -> None:
    assert fold(nfc(unicodedata.normalize("NFD", text))) == fold(nfc(text))
    assert fold(place_tones(nfc(text))) == fold(nfc(text))


def test_squeeze_takes_every_kind_of_space() -> None:
    assert squeeze("  a\u00a0\u200b b\n\tc \ufeff") == "a b c"


@pytest.mark.parametrize(
    ("title", "cased"),
    [
        ("SỬA ĐỔI MỘT SỐ ĐIỀU CỦA LUẬT HƯ CẤU SỐ 25/2008/QH12", "Sửa đổi một số điều của Luật hư cấu số 25/2008/QH12"),
        ("BAN HÀNH QUY CHẾ CỦA UỶ BAN NHÂN DÂN TỈNH", "Ban hành quy chế của Uỷ ban nhân dân tỉnh"),
        ("GIAI ĐOẠN II", "Giai đoạn II"),
        ("Về việc Hư Cấu", "Về việc Hư Cấu"),
    ],
)
def test_titles_in_capitals_get_sentence_case(title: str, cased: str) -> None:
    assert sentence_case(title) == cased


@given(vietnamese)
def test_sentence_case_never_alters_a_word(text: str) -> None:
    assert sentence_case(text).casefold() == text.casefold()


def test_capitals_forgive_codes() -> None:
    assert is_capitals("NGHỊ QUYẾT SỐ 16/2026/QĐ-TTg")
    assert not is_capitals("Nghị quyết")
    assert not is_capitals("1 2 3")
