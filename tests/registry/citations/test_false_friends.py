"""Words that look like citations and are none: one regression each."""

import pytest

from registry.citations import find


@pytest.mark.parametrize(
    "text",
    [
        "quy định chi tiết và chi Tiết về sản phẩm",
        "Điều lệ, Điều chỉnh, Điều Chỉnh, điều khoản",
        "từ điểm đầu đến điểm cuối tuyến",
        "tuyến đường 26/7 đi tiểu khu 77",
        "ngày 26/7 và 02/9",
        "Tài khoản 112, tài khoản 5 - Tiền gửi",
        "các điểm y tế và điểm e ngại",
        "Thời điểm a) địa điểm b",
        "Danh mục 1, hạng mục 2, tiểu mục",
        "Điều 12.3.TT.16.16",
        "ý kiến về dự án Luật Viên chức (sửa đổi)",
        "hoàn thiện dự thảo Luật Đất đai trước ngày 26/7",
        "Điều này cho thấy kết quả",
        "theo pháp luật và kỷ luật",
        "được luật sư bảo vệ; Luật sư có quyền",
        "theo quy định này và kế hoạch này",
        "đạt 10 điểm 3 lần",
        "Thay cụm từ “Điều 135” bằng cụm từ “khoản 2 Điều 134”",
        "thực hiện theo Mục 12 CDNT",
        "bổ sung một số phụ lục\n1. Nội dung",
        "nộp hồ sơ theo 8 giờ 30 phút",
    ],
)
def test_no_citation(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Điều 5. Điều khoản thi hành",
        "**Điều 2.** Nội dung",
        "“Điều 72a. Tên điều mới",
        "Phụ lục I\nDANH MỤC",
        "Mẫu số 02\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Chương II\nQUY ĐỊNH CHUNG",
        "Số: 9999/QĐ-UBND",
    ],
)
def test_headings_and_letterheads_are_not_citations(text: str) -> None:
    assert find(text) == ()


def test_a_number_after_a_list_is_not_another_article() -> None:
    (one,) = find("theo Điều 5, 30 ngày kể từ khi nhận")
    assert one.article == "5"


def test_d_and_đ_are_different_points() -> None:
    assert [one.point for one in find("các điểm d và đ khoản 1 Điều này")] == ["d", "đ"]


def test_and_does_not_hand_an_act_to_what_stands_before_it() -> None:
    first, second = find("theo Điều 5 và Nghị định số 99/2020/NĐ-CP")
    assert (first.self, second.number) == (True, "99/2020/NĐ-CP")


def test_a_range_without_end_is_not_spelled_out() -> None:
    assert len(find("từ Điều 1 đến Điều 9999 Luật Đất đai")) == 2
