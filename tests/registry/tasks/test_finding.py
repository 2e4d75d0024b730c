"""What is asked of the province, sentence by sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.document import Provision, ProvisionKind
from registry.parsing.reading import read_text
from registry.tasks import Task, find
from registry.tasks.sentences import own_stretches, sentences


def asked(text: str) -> list[tuple[str, str]]:
    whole = Provision("d1", ProvisionKind.CLAUSE, "1.", "", 0, len(text))
    return [(task.body, task.kind) for task in find(text, [whole])]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hội đồng nhân dân cấp tỉnh quy định mức hỗ trợ nuôi rồng giấy.", [("council", "rule")]),
        ("UBND các tỉnh, thành phố trực thuộc Trung ương bố trí kinh phí mua giấy màu.", [("committee", "money")]),
        ("Uỷ ban nhân dân tỉnh có trách nhiệm ban hành quy chế thả diều.", [("committee", "rule")]),
        ("Chủ tịch Ủy ban nhân dân cấp tỉnh phê duyệt danh sách rồng giấy.", [("chairman", "approve")]),
        ("Sở Tài chính tổng hợp, báo cáo số giấy màu đã cấp.", [("department", "report")]),
        ("Các tỉnh, thành phố trực thuộc trung ương báo cáo số rồng giấy.", [("province", "report")]),
        ("Mức hỗ trợ do Hội đồng nhân dân cấp tỉnh quyết định.", [("council", "rule")]),
        (
            "Ủy ban nhân dân cấp tỉnh trình Hội đồng nhân dân cùng cấp quyết định mức chi gấp hạc.",
            [("committee", "case"), ("council", "rule")],
        ),
        ("Giao Ủy ban nhân dân tỉnh hướng dẫn cách gấp rồng.", [("committee", "work")]),
        ("Đối với rồng ba cánh, Bộ Rồng Giấy, Ủy ban nhân dân cấp tỉnh kiểm tra chuồng.", [("committee", "work")]),
        ("Trong thời hạn 05 ngày kể từ ngày nhận được ý kiến của Bộ Rồng Giấy, Ủy ban nhân dân cấp tỉnh gửi ý kiến.",
         [("committee", "case")]),
        ("Hội đồng nhân dân, Ủy ban nhân dân cấp tỉnh giám sát việc gấp rồng.",
         [("council", "work"), ("committee", "work")]),
    ],
)  # fmt: skip
def test_a_body_is_asked(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert asked(f"1. {sentence}") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Hộ nuôi rồng giấy nộp hồ sơ tới Ủy ban nhân dân cấp tỉnh.",
        "Bộ Rồng Giấy quy định mức hỗ trợ sau khi có ý kiến của Ủy ban nhân dân cấp tỉnh.",
        "Giá giấy màu tính theo bảng giá do Ủy ban nhân dân cấp tỉnh quy định.",
        "Ủy ban nhân dân cấp xã quyết định ngày thả diều.",
        "Bộ trưởng, Chủ tịch Ủy ban nhân dân cấp tỉnh và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành "
        "Nghị định này./.",
        "Sửa đổi khoản 2 như sau: “2. Hội đồng nhân dân cấp tỉnh quy định mức hỗ trợ nuôi rồng giấy.”",
        "Cơ sở nuôi rồng giấy gửi báo cáo về Sở Tài chính trước ngày 15 tháng 12.",
        "Sở hữu chung rồng giấy được bảo đảm.",
        "Kính gửi: Ủy ban nhân dân tỉnh quyết định ........",
        "Các thành viên gồm đại diện Bộ Rồng Giấy, Sở Tài chính.",
        "Bảo hiểm rồng giấy do Sở Giao dịch chứng khoán công bố.",
    ],
)  # fmt: skip
def test_a_body_that_is_only_mentioned_is_asked_nothing(sentence: str) -> None:
    assert asked(f"1. {sentence}") == []


HEADED = """Điều 7. Trách nhiệm của Ủy ban nhân dân cấp tỉnh
1. Bố trí kinh phí mua giấy màu, chậm nhất trước ngày 31 tháng 12 hằng năm.
2. Chỉ đạo Sở Tài chính kiểm tra giấy màu.
3. Rồng giấy là vật gấp bằng giấy.
Điều 8. Trách nhiệm của Bộ Rồng Giấy
1. Bố trí kinh phí mua hồ dán.
Điều 9. Tổ chức thực hiện
1. Hội đồng nhân dân các tỉnh có trách nhiệm:
a) Quy định mức chi gấp hạc giấy;
b) Giám sát việc gấp hạc giấy.
2. Hộ nuôi rồng tự bảo quản hồ dán.
"""


def tree(text: str) -> tuple[Task, ...]:
    read = read_text(text)
    return find(read.text, read.provisions)


def test_a_heading_and_a_lead_in_name_the_body_for_what_follows() -> None:
    found = [(task.provision, task.body, task.kind) for task in tree(HEADED) if task.inherited]
    assert found == [
        ("d7.k1", "committee", "money"),
        ("d7.k2", "committee", "work"),
        ("d9.k1.a", "council", "rule"),
        ("d9.k1.b", "council", "work"),
    ]


def test_the_span_is_the_sentence_and_the_deadline_is_read() -> None:
    text = read_text(HEADED).text
    first = tree(HEADED)[0]
    assert text[first.start : first.end].startswith("Bố trí kinh phí mua giấy màu")
    assert text[first.verb_start : first.end].startswith("Bố trí")
    assert first.deadline == "chậm nhất trước ngày 31 tháng 12 hằng năm"


words = st.sampled_from(
    ["Ủy ban nhân dân", "cấp tỉnh", "quy định", ".", ":", ";\n", "do", "“", "”", "1. ", "a) ", "Điều 2. ", "Sở", "\n"]
)


@given(st.lists(words, max_size=40).map(" ".join))
def test_any_text_is_read_and_every_span_lies_in_its_provision(text: str) -> None:
    read = read_text(text)
    inside = {each.id: each for each in read.provisions}
    for task in find(read.text, read.provisions):
        place = inside[task.provision]
        assert place.start <= task.start <= task.verb_start < task.end <= place.end
    for own in own_stretches(read.text, read.provisions):
        spans = list(sentences(read.text, own))
        assert spans == sorted(spans)
