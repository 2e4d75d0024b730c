import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.text import fold
from registry.vocabulary import Issuer, key, vocabulary

VOCABULARY = vocabulary()
NUMBERS_OF_QUOC_HOI = ["57/2014/QH13", "24/2021/QH15"]


def repeated(values: Iterable[object]) -> list[object]:
    return [value for value, times in Counter(values).items() if times > 1]


# No two rows claim one name


def test_codes_are_unique() -> None:
    for codes in (
        [kind.code for kind in VOCABULARY.types],
        [programme.code for programme in VOCABULARY.programmes],
        [component.code for component in VOCABULARY.components],
        [verb.code for verb in VOCABULARY.verbs],
        [effect.code for effect in VOCABULARY.effects],
        [province.code for province in VOCABULARY.provinces],
        [issuer.code for issuer in VOCABULARY.issuers] + [body.code for body in VOCABULARY.local_bodies],
    ):
        assert repeated(codes) == []


def test_no_name_means_two_types_or_two_issuers() -> None:
    assert repeated(key(name) for kind in VOCABULARY.types for name in (kind.name, *kind.names)) == []
    assert repeated(k for i in VOCABULARY.issuers for k in {key(name) for name in (i.name, *i.names)}) == []
    assert repeated(k for b in VOCABULARY.local_bodies for k in {key(name) for name in (b.name, *b.names)}) == []


def test_no_abbreviation_in_numbers_means_two_types_or_two_issuers() -> None:
    assert repeated(short.casefold() for kind in VOCABULARY.types for short in kind.numbers) == []
    central = [short.casefold() for issuer in VOCABULARY.issuers for short in issuer.numbers]
    local = [short.casefold() for body in VOCABULARY.local_bodies for short in body.numbers]
    assert repeated([*central, *local]) == []


def test_no_source_label_means_two_effects_and_no_group_of_labels_repeats_one() -> None:
    assert repeated(k for e in VOCABULARY.effects for k in {key(label) for label in (e.label, *e.labels)}) == []
    for labels in VOCABULARY.source_labels.values():
        assert repeated(key(label.label) for label in labels) == []


# Types


def test_longer_type_names_come_first() -> None:
    names = VOCABULARY.type_names_longest_first
    assert names.index("Thông tư liên tịch") < names.index("Thông tư")
    assert names.index("Nghị quyết liên tịch") < names.index("Nghị quyết")
    assert names.index("Bộ luật") < names.index("Luật")


@pytest.mark.parametrize(
    ("number", "names"),
    [
        ("27/2022/NĐ-CP", ["Nghị định"]),
        ("66.16/2026/NQ-CP", ["Nghị quyết"]),
        ("05/2015/TTLT-BTP-BCA-BYT", ["Thông tư liên tịch"]),
        ("68/2026/VBHN-NĐ-BCT", ["Văn bản hợp nhất"]),
        ("1315/VBHN-BLĐTBXH", ["Văn bản hợp nhất"]),
        ("30/2000/PL-UBTVQH10", ["Pháp lệnh"]),
        ("517/NQ-UBTVQH15", ["Nghị quyết"]),
        ("103/2025/UBTVQH15", ["Nghị quyết", "Pháp lệnh"]),
        ("57/2014/QH13", ["Luật", "Bộ luật", "Nghị quyết", "Hiến pháp"]),
        ("1486/BNN-VPĐP", ["Công văn"]),
        ("65/TTr-HĐND", ["Tờ trình"]),
        ("102/CĐ-TTg", ["Công điện"]),
        ("262-QĐ/TW", ["Quy định", "Quyết định"]),
        ("16-NQ/TW", ["Nghị quyết"]),
        ("01-CV/BCĐ", ["Công văn"]),
        ("162/HĐBT", []),
        ("Không số", []),
        ("03/2024/L-CTN", ["Lệnh"]),
        ("12/SY-UBND", []),
        ("12/QĐi-UBND", []),
    ],
)
def test_types_of_number(number: str, names: list[str]) -> None:
    assert [kind.name for kind in VOCABULARY.types_of_number(number)] == names
    only = VOCABULARY.type_of_number(number)
    assert (only.name if only else None) == (names[0] if len(names) == 1 else None)


@pytest.mark.parametrize(
    ("name", "number", "normative"),
    [
        ("Quyết định", "99/2025/QĐ-UBND", True),
        ("Quyết định", "878/QĐ-UBND", False),
        ("Nghị quyết", "110/2025/NQ-HĐND", True),
        ("Nghị quyết", "38/NQ-HĐND", False),
        ("Nghị quyết", "111/2024/QH15", None),
        ("Nghị quyết", None, None),
        ("Thông tư", "09/2026/TT-BNV", True),
        ("Kế hoạch", "14092/KH-UBND", False),
    ],
)
def test_normative_by_the_form_of_the_number(name: str, number: str | None, normative: bool | None) -> None:
    kind = VOCABULARY.type_by_name(name)
    assert kind is not None
    assert kind.is_normative(number) is normative


# Issuers


@pytest.mark.parametrize(
    ("text", "code", "name", "level"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", "ubnd-lai-chau", "Ủy ban nhân dân tỉnh Lai Châu", "provincial"),
        ("Uỷ ban nhân dân\n tỉnh Hư Cấu", "ubnd-tinh-hu-cau", "Ủy ban nhân dân tỉnh Hư Cấu", "provincial"),
        ("UBND TỈNH HƯ CẤU", "ubnd-tinh-hu-cau", "Ủy ban nhân dân tỉnh Hư Cấu", "provincial"),
        ("Chủ tịch UBND tỉnh Hoà Bình", "ubnd-hoa-binh", "Ủy ban nhân dân tỉnh Hòa Bình", "provincial"),
        ("HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ HUẾ", "hdnd-hue", "Hội đồng nhân dân thành phố Huế", "provincial"),
        ("UBND TP. Hồ Chí Minh", "ubnd-ho-chi-minh", "Ủy ban nhân dân thành phố Hồ Chí Minh", "provincial"),
        ("HĐND thành phố Lai Châu", "hdnd-thanh-pho-lai-chau", "Hội đồng nhân dân thành phố Lai Châu", "district"),
        ("UBND huyện Mường Tè", "ubnd-huyen-muong-te", "Ủy ban nhân dân huyện Mường Tè", "district"),
        (
            "UBND xã Bum Tở, huyện Mường Tè, tỉnh Lai Châu",
            "ubnd-xa-bum-to-lai-chau",
            "Ủy ban nhân dân xã Bum Tở, huyện Mường Tè, tỉnh Lai Châu",
            "commune",
        ),
        ("TỈNH ỦY LAI CHÂU", "tinh-uy-lai-chau", "Tỉnh ủy Lai Châu", "party"),
        ("Tỉnh ủy Hư Cấu", "tinh-uy-hu-cau", "Tỉnh ủy Hư Cấu", "party"),
        ("Đảng ủy xã Bum Tở", "dang-uy-xa-bum-to", "Đảng ủy xã Bum Tở", "party"),
        ("Sở Tài chính Lai Châu", "stc-lai-chau", "Sở Tài chính tỉnh Lai Châu", "provincial"),
        ("Giám đốc Sở Tài chính tỉnh Hư Cấu", "stc-tinh-hu-cau", "Sở Tài chính tỉnh Hư Cấu", "provincial"),
        ("SỞ TÀI CHÍNH TỈNH HƯ CẤU", "stc-tinh-hu-cau", "Sở Tài chính tỉnh Hư Cấu", "provincial"),
        ("uy ban nhan dan tinh lai chau", "ubnd-lai-chau", "Ủy ban nhân dân tỉnh Lai Châu", "provincial"),
        ("BỘ LAO ĐỘNG – THƯƠNG BINH VÀ XÃ HỘI", "bldtbxh", "Bộ Lao động - Thương binh và Xã hội", "central"),
        ("Bộ LĐ-TB&XH", "bldtbxh", "Bộ Lao động - Thương binh và Xã hội", "central"),
        ("Bộ trưởng Bộ Tài chính", "btc", "Bộ Tài chính", "central"),
        ("Bộ trưởng, Chủ nhiệm Ủy ban Dân tộc", "ubdt", "Ủy ban Dân tộc", "central"),
        ("Thống đốc Ngân hàng Nhà nước Việt Nam", "nhnn", "Ngân hàng Nhà nước Việt Nam", "central"),
        ("THỦ TƯỚNG CHÍNH PHỦ", "thu-tuong", "Thủ tướng Chính phủ", "central"),
        ("UỶ BAN THƯỜNG VỤ QUỐC HỘI", "ubtvqh", "Ủy ban Thường vụ Quốc hội", "central"),
        ("BẢO HIỂM XÃ HỘI VIỆT NAM", "bhxh", "Bảo hiểm xã hội Việt Nam", "central"),
    ],
)
def test_issuer_of_name(text: str, code: str, name: str, level: str) -> None:
    found = VOCABULARY.issuer_of_name(text)
    assert found is not None
    assert (found.code, found.name, found.level) == (code, name, level)


@pytest.mark.parametrize(
    "text", ["", "UBND", "UBND tỉnh", "tỉnh Lai Châu", "Lai Châu", "Điều 5", "Bộ", "Nơi nhận:", "xã hội"]
)
def test_what_names_no_issuer_gives_none(text: str) -> None:
    assert VOCABULARY.issuer_of_name(text) is None


def test_same_commune_name_in_two_provinces_gives_two_codes() -> None:
    one = VOCABULARY.issuer_of_name("UBND xã Tân Hư, tỉnh Lai Châu")
    two = VOCABULARY.issuer_of_name("UBND xã Tân Hư, tỉnh Sơn La")
    assert one is not None
    assert two is not None
    assert one.code != two.code
    assert (one.place, two.place) == ("lai-chau", "son-la")


def written_otherwise() -> st.SearchStrategy[tuple[Issuer, str]]:
    """A known issuer and one of the ways in which its name really gets written."""
    changes = (
        str.upper,
        str.lower,
        str.swapcase,
        fold,
        lambda name: unicodedata.normalize("NFD", name),
        lambda name: name.replace("Ủy", "Uỷ").replace("òa", "oà").replace("óa", "oá"),
        lambda name: name.replace(" - ", " – ").replace(" ", "  "),
        lambda name: f"  {name};",
    )
    provincial = ("ubnd-lai-chau", "hdnd-hue", "stc-ba-ria-vung-tau", "tinh-uy-son-la", "ubnd-hoa-binh")
    issuers = [*VOCABULARY.issuers, *filter(None, map(VOCABULARY.issuer_by_code, provincial))]
    return st.builds(
        lambda issuer, steps: (issuer, _apply(issuer.name, steps)),
        st.sampled_from(issuers),
        st.lists(st.sampled_from(changes), max_size=3),
    )


def _apply(name: str, steps: list[object]) -> str:
    for step in steps:
        assert callable(step)
        name = step(name)
    return name


@given(written_otherwise())
def test_spelling_does_not_change_the_issuer(case: tuple[Issuer, str]) -> None:
    issuer, written = case
    assert VOCABULARY.issuer_of_name(written) == issuer


@given(st.text(max_size=80))
def test_any_text_is_read_without_failing(text: str) -> None:
    VOCABULARY.issuer_of_name(text)
    VOCABULARY.type_by_name(text)
    VOCABULARY.types_of_number(text)
    VOCABULARY.effect_of_label(text)


@given(
    st.sampled_from(["tỉnh", "huyện", "xã", "phường"]),
    st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy ", min_size=1, max_size=20),
)
def test_canonical_names_are_read_as_themselves(unit: str, place: str) -> None:
    found = VOCABULARY.issuer_of_name(f"UBND {unit} {place}")
    if found:
        assert VOCABULARY.issuer_of_name(found.name) == found


def test_every_issuer_is_found_by_its_code_its_name_and_its_abbreviations() -> None:
    for issuer in VOCABULARY.issuers:
        assert VOCABULARY.issuer_by_code(issuer.code) is issuer
        assert VOCABULARY.issuer_of_name(issuer.name) is issuer
        for short in issuer.numbers:
            assert VOCABULARY.issuer_by_number(short) is issuer


def test_abbreviations_in_numbers() -> None:
    for number, name in (
        ("QH15", "Quốc hội"),
        ("UBTVQH15", "Ủy ban Thường vụ Quốc hội"),
        ("TTg", "Thủ tướng Chính phủ"),
    ):
        found = VOCABULARY.issuer_by_number(number)
        assert found is not None
        assert found.name == name
    assert VOCABULARY.issuer_by_number("UBND") is None


# Successors


def test_successors_exist_begin_on_a_day_and_have_a_source() -> None:
    for issuer in VOCABULARY.issuers:
        for step in issuer.successors:
            assert VOCABULARY.issuer_by_code(step.to), issuer.code
            assert step.since >= date(2025, 3, 1)
            assert step.sources


def test_groups_join_a_body_with_those_whose_work_it_took_over() -> None:
    assert VOCABULARY.issuer_group("bnnmt") == ("bnnmt", "bnnptnt", "btnmt")
    assert VOCABULARY.issuer_group("bnnptnt") == ("bnnptnt", "bnnmt", "btnmt")
    assert VOCABULARY.issuer_group("ubdt") == ("ubdt", "bdttg")
    assert VOCABULARY.issuer_group("ubnd-tuyen-quang") == ("ubnd-tuyen-quang", "ubnd-ha-giang")
    assert VOCABULARY.issuer_group("ubnd-lai-chau") == ("ubnd-lai-chau",)
    assert VOCABULARY.issuer_group("chua-biet") == ("chua-biet",)


def test_a_part_that_moved_elsewhere_does_not_join_two_bodies() -> None:
    assert "bvhttdl" not in VOCABULARY.issuer_group("btttt")


def test_63_provinces_became_34() -> None:
    codes = {province.code for province in VOCABULARY.provinces}
    kept = [province for province in VOCABULARY.provinces if province.into is None]
    assert (len(codes), len(kept)) == (63, 34)
    assert sum(province.kind == "city" for province in kept) == 6
    assert {province.into for province in VOCABULARY.provinces} - {None} <= {province.code for province in kept}
    assert VOCABULARY.merger.sources


def test_a_merged_province_hands_over_to_the_new_one() -> None:
    old = VOCABULARY.issuer_of_name("UBND tỉnh Hà Giang")
    assert old is not None
    assert [(step.to, step.since) for step in old.successors] == [("ubnd-tuyen-quang", date(2025, 7, 1))]


def test_provinces_are_found_in_any_spelling() -> None:
    for spelling in ("Hòa Bình", "tỉnh Hoà Bình", "HOÀ BÌNH", "hoa binh"):
        found = VOCABULARY.province(spelling)
        assert found is not None
        assert found.code == "hoa-binh"
    assert VOCABULARY.province("Hư Cấu") is None


@pytest.mark.parametrize(("code", "province", "count"), [("lai-chau", "Lai Châu", 38), ("son-la", "Sơn La", 75)])
def test_communes_of_a_province_after_2025(code: str, province: str, count: int) -> None:
    names = [name for _, name in VOCABULARY.communes[code]]
    assert len(names) == len(set(names)) == count
    for name in names:
        found = VOCABULARY.issuer_of_name(f"UBND {name}, tỉnh {province}")
        assert found is not None
        assert (found.level, found.place) == ("commune", code)


# Programmes


def test_the_four_programmes() -> None:
    assert [programme.code for programme in VOCABULARY.programmes] == ["NTM", "GNBV", "DTTS", "MTQG2026"]
    for programme in VOCABULARY.programmes:
        assert VOCABULARY.issuer_by_code(programme.lead)
        assert programme.sources
        assert any(anchor.founding for anchor in programme.anchors)


def test_components_have_sources_and_known_parents() -> None:
    codes = {component.code for component in VOCABULARY.components}
    for component in VOCABULARY.components:
        assert component.sources, component.code
        assert component.parent is None or component.parent in codes
        programme = VOCABULARY.programme(component.code)
        assert programme is not None
        assert programme.code == component.programme


def test_projects_are_numbered_without_gaps_where_the_list_is_complete() -> None:
    for code, count in (("DTTS", 10), ("GNBV", 7)):
        programme = VOCABULARY.programme(code)
        assert programme is not None
        assert programme.complete
        projects = [part.number for part in programme.components if part.kind == "dự án"]
        assert projects == [str(n) for n in range(1, count + 1)]


def test_anchors_without_a_year_in_the_number_carry_their_date() -> None:
    for number, anchors in VOCABULARY.anchors.items():
        has_year = len(number.split("/")) > 2
        assert all(anchor.issued or has_year for anchor in anchors), number


def test_common_anchors_imply_all_three() -> None:
    assert {code for anchor in VOCABULARY.anchors["27/2022/NĐ-CP"] for code in anchor.implies} == {
        "NTM",
        "GNBV",
        "DTTS",
    }


# Relations and effect


def test_verbs_read_from_both_ends() -> None:
    groups = {group.code for group in VOCABULARY.groups}
    for verb in VOCABULARY.verbs:
        assert verb.label
        assert verb.reverse
        assert verb.label != verb.reverse
        assert verb.group in groups
    assert repeated(label for verb in VOCABULARY.verbs for label in (verb.label, verb.reverse)) == []
    assert VOCABULARY.verb("amends").reverse == "Được sửa đổi bởi"
    with pytest.raises(KeyError):
        VOCABULARY.verb("hugs")


def test_source_labels_use_known_verbs_and_most_come_in_both_directions() -> None:
    for labels in VOCABULARY.source_labels.values():
        assert all(VOCABULARY.verb(label.verb) for label in labels)
    both = {(label.verb, label.inbound) for label in VOCABULARY.source_labels["luoc-do"]}
    for verb in ("guides", "amends", "replaces", "repeals", "repeals_partly", "suspends", "consolidates", "corrects"):
        assert {(verb, True), (verb, False)} <= both


def test_nukeviet_writes_replacement_the_other_way_round() -> None:
    nukeviet = VOCABULARY.verb_of_label("nukeviet", "VĂN BẢN THAY THẾ")
    elsewhere = VOCABULARY.verb_of_label("luoc-do", "Văn bản thay thế")
    assert nukeviet is not None
    assert elsewhere is not None
    assert (nukeviet.inbound, elsewhere.inbound) == (False, True)
    assert VOCABULARY.verb_of_label("nukeviet", "Tin mới") is None


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("còn hiệu lực", "in_force"),
        ("Đang hiệu lực", "in_force"),
        ("Hết hiệu lực một phần", "partial"),
        ("hết hiệu lực toàn bộ", "expired"),
        ("Chưa có hiệu lực", "pending"),
        ("Tạm ngưng hiệu lực", "suspended"),
    ],
)
def test_effect_of_label(label: str, code: str) -> None:
    found = VOCABULARY.effect_of_label(label)
    assert found is not None
    assert found.code == code
    assert VOCABULARY.effect(code) is found


def test_effects_differ_in_shape_as_well() -> None:
    assert repeated(effect.shape for effect in VOCABULARY.effects) == []


# Abbreviations and synonyms


def test_long_forms_are_not_themselves_abbreviations() -> None:
    assert not set(VOCABULARY.abbreviations) & set(VOCABULARY.abbreviations.values())
    assert VOCABULARY.abbreviations["GNBV"] == "giảm nghèo bền vững"


def test_a_phrase_belongs_to_one_group_of_synonyms() -> None:
    assert repeated(key(phrase) for group in VOCABULARY.synonyms for phrase in group) == []


@pytest.mark.parametrize(
    ("number", "stated", "expected"),
    [
        ("9901/2024/QĐ-UBND", "Kế hoạch", "Quyết định"),
        ("9901/QQ-UBND", "Quyết định", "Quyết định"),
        ("9901/UBND-VX", "Văn bản khác", "Công văn"),
        ("9901/UBND-VX", None, "Công văn"),
        ("9901/CV-UBND", "Quyết định", "Công văn"),
        ("9901/2024/QH99", "Luật", "Luật"),
        (None, "Kế hoạch", "Kế hoạch"),
        (None, None, ""),
    ],
)
def test_a_number_overrules_the_stated_type_unless_its_sign_is_unknown(
    number: str | None, stated: str | None, expected: str
) -> None:
    assert VOCABULARY.type_name(number, stated) == expected
