"""Programmes of a document: what counts as belonging, and what does not."""

from datetime import date

from registry.citations import find
from registry.document import Header, ProgrammeTag
from registry.programmes import tag

ISSUED = date(2023, 6, 5)


def tags(title: str, *lines: str, number: str = "9999/QĐ-UBND", issued: date = ISSUED) -> dict[str, ProgrammeTag]:
    header = Header(number=number, type="Quyết định", title=title, issued=issued)
    text = "\n".join(("QUYẾT ĐỊNH", title, *lines))
    found = tag(text, header, find(text, header=header))
    assert all(one.start is None or (one.end is not None and 0 <= one.start < one.end <= len(text)) for one in found)
    assert all(one.reason.endswith(".") for one in found)
    return {one.code: one for one in found}


def test_title_names_the_programme() -> None:
    found = tags("Quy định hỗ trợ thuộc Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021-2025")
    assert list(found) == ["GNBV"]
    assert found["GNBV"].reason == "Tên văn bản nêu “giảm nghèo bền vững”."
    assert found["GNBV"].start is not None


def test_title_in_capitals() -> None:
    assert "NTM" in tags("BAN HÀNH BỘ TIÊU CHÍ XÃ NÔNG THÔN MỚI NÂNG CAO")


def test_basis_on_a_founding_document_with_its_date() -> None:
    line = "Căn cứ Quyết định số 1719/QĐ-TTg ngày 14 tháng 10 năm 2021 của Thủ tướng Chính phủ;"
    found = tags("Phân bổ vốn", line, "Điều 1. Phân bổ vốn")
    assert list(found) == ["DTTS"]
    assert found["DTTS"].reason.startswith("Căn cứ Quyết định 1719/QĐ-TTg")


def test_the_same_number_of_another_year_is_another_document() -> None:
    assert tags("Phân bổ vốn", "Căn cứ Quyết định số 1719/QĐ-TTg ngày 14 tháng 10 năm 2019;", "Điều 1. Vốn") == {}


def test_shared_rules_need_a_subject_of_their_kind() -> None:
    line = "Căn cứ Nghị định số 27/2022/NĐ-CP ngày 19 tháng 4 năm 2022 của Chính phủ;"
    large = tags(
        "Lồng ghép nguồn vốn thực hiện các chương trình mục tiêu quốc gia trên địa bàn tỉnh", line, "Điều 1. Vốn"
    )
    assert set(large) == {"NTM", "GNBV", "DTTS"}
    one = tags("Thực hiện Chương trình mục tiêu quốc gia giảm nghèo bền vững", line, "Điều 1. Vốn")
    assert set(one) == {"GNBV"}
    assert tags("Thực hiện Chương trình mục tiêu quốc gia phòng, chống ma túy", line, "Điều 1. Vốn") == {}
    assert tags("Quy định về báo cáo", line, "Điều 1. Báo cáo") == {}


def test_a_mention_in_passing_or_in_an_annex_is_not_enough() -> None:
    annex = ["Nội dung."] * 300 + ["Phụ lục I", "Chương trình mục tiêu quốc gia giảm nghèo bền vững"]
    assert tags("Quy định về phí", "Căn cứ Luật Phí và lệ phí;", "Điều 1. Phí", *annex) == {}
    assert tags("Quy định về phí", "Căn cứ Luật Phí và lệ phí;", "Điều 1. Phí", "Theo Quyết định số 90/QĐ-TTg.") == {}


def test_scope_names_the_programme_in_full() -> None:
    scope = "Quyết định này quy định mức chi của Chương trình mục tiêu quốc gia xây dựng nông thôn mới."
    assert list(tags("Quy định mức chi", "Căn cứ Luật Ngân sách nhà nước;", "Điều 1. Phạm vi", scope)) == ["NTM"]


def test_period_of_the_title_chooses_the_programme() -> None:
    assert list(tags("Tiêu chí xã nông thôn mới giai đoạn 2026-2030", issued=date(2026, 3, 1))) == ["MTQG2026"]
    assert tags("Tổng kết xây dựng nông thôn mới giai đoạn 2010-2020", issued=date(2019, 3, 1)) == {}
    assert tags("Quy định phí giai đoạn 2021-2025") == {}


def test_components_only_with_their_programme() -> None:
    title = (
        "Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo thuộc Chương trình mục tiêu quốc gia giảm nghèo bền vững"
    )
    assert set(tags(title)) == {"GNBV", "GNBV-DA2"}
    assert tags("Hỗ trợ việc làm bền vững cho thanh niên") == {}


def test_the_founding_document_itself() -> None:
    found = tags("Phê duyệt Chương trình", number="90/QĐ-TTg", issued=date(2022, 1, 18))
    assert list(found) == ["GNBV"]
    assert tags("Phê duyệt Chương trình", number="90/QĐ-TTg", issued=date(2020, 1, 18)) == {}
