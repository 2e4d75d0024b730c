"""Addresses, states of resolved citations, and annotated text."""

import pytest

from registry.citations import Known, address, annotate, find, locate, numbered_names, resolve
from registry.document import Citation
from registry.parsing.structure import provisions
from registry.records import ResolvedCitation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("điểm đ khoản 2 Điều 5 Luật Đất đai", "d5.k2.da"),
        ("điểm d khoản 2 Điều 5 Luật Đất đai", "d5.k2.d"),
        ("Điều 32c Luật Đất đai", "d32c"),
        ("khoản 05a Điều 7 Luật Đất đai", "d7.k5a"),
        ("Phụ lục II ban hành kèm theo Nghị định số 99/2020/NĐ-CP", "p2"),
        ("Mẫu số 02 Phụ lục I Nghị định số 99/2020/NĐ-CP", "p1.ms2"),
        ("Mẫu số 7.8 Phụ lục VII Nghị định số 99/2020/NĐ-CP", "p7.ms7-8"),
        ("Mục 2 Chương III Nghị định số 99/2020/NĐ-CP", "c3.m2"),
        ("Luật Đất đai", None),
    ],
)
def test_address(text: str, expected: str | None) -> None:
    (one,) = find(text)
    assert address(one) == expected


def test_locate_falls_back_to_the_nearest_provision() -> None:
    (one,) = find("điểm đ khoản 2 Điều 5 Luật Đất đai")
    assert locate(one, {"d5", "d5.k2"}) == "d5.k2"
    assert locate(one, {"d7"}) is None


def test_inside_an_attached_regulation_its_own_article_is_meant() -> None:
    (one,) = find("theo Điều 5 Quy chế này")
    assert locate(one, {"d5", "p1", "p1.d5"}, inside="p1.d9.k1") == "p1.d5"
    (act,) = find("theo Điều 5 Quyết định này")
    assert locate(act, {"d5", "p1", "p1.d5"}, inside="p1.d9.k1") == "d5"


def test_address_in_the_text_issued_with_an_act() -> None:
    (one,) = find("Điều 8 Quy chế làm việc ban hành kèm theo Quyết định số 9999/QĐ-UBND")
    assert locate(one, {"d1", "d2", "p1", "p1.d8"}) == "p1.d8"


def _choose(citation: Citation) -> tuple[str, Known | None]:
    if citation.number == "31/2098/QH15":
        return "linked", Known(7, "luat-31-2098", {"d5", "d5.k1"})
    return ("ambiguous" if citation.number == "9999/QĐ-UBND" else "unknown"), None


def test_states() -> None:
    text = "khoản 1 Điều 5 Luật Đất đai số 31/2098/QH15; Quyết định số 9999/QĐ-UBND; Luật Hư cấu"
    assert [(one.state, one.target_provision) for one in resolve(find(text), _choose)] == [
        ("linked", "d5.k1"),
        ("ambiguous", None),
        ("unknown", None),
    ]


def test_a_name_takes_the_number_written_beside_it_elsewhere() -> None:
    text = "Căn cứ Luật Đất đai số 31/2098/QH15;\nTheo Điều 5 Luật Đất đai; theo Điều 5 Luật Đất đai năm 2013."
    states = [one.state for one in resolve(find(text), _choose)]
    assert states == ["linked", "linked", "unknown"]


def test_a_name_with_two_numbers_says_nothing() -> None:
    assert numbered_names(find("Luật Đất đai số 45/2097/QH13 và Luật Đất đai số 31/2098/QH15")) == {}


def test_self_citations_lead_into_the_document() -> None:
    text = "Điều 1. Phạm vi\nNội dung.\nĐiều 2. Khác\nTheo Điều 1."
    tree = provisions(text)[0]
    (one,) = resolve(find(text, provisions=tree), _choose, Known(3, "van-ban"), tree)
    assert (one.state, one.target_id, one.target_provision) == ("linked", 3, "d1")


def test_an_unnamed_amended_act_is_unknown() -> None:
    (one,) = resolve(find("Bãi bỏ khoản 2 Điều 5."), _choose, Known(3, "van-ban"))
    assert one.state == "unknown"


def test_annotate_gives_the_text_back() -> None:
    text = "Theo từ Điều 2 đến Điều 5 Luật Đất đai và Nghị định này."
    cited = [ResolvedCitation(one, "unknown") for one in find(text)]
    segments = annotate(text, cited)
    assert "".join(one.text for one in segments) == text
    assert [one.text for one in segments if one.citation] == ["Điều 2", "Điều 5 Luật Đất đai", "Nghị định này"]


def test_annotate_a_stretch() -> None:
    text = "Theo Điều 2 Luật Đất đai. Theo Nghị định này."
    cited = [ResolvedCitation(one, "unknown") for one in find(text)]
    segments = annotate(text, cited, 26, len(text))
    assert [(one.text, one.citation is not None) for one in segments] == [
        ("Theo ", False),
        ("Nghị định này", True),
        (".", False),
    ]
