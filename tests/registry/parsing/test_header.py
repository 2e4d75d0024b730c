from datetime import date

import pytest

from registry.document import Header, Signer
from registry.parsing.header import header

BODY = ("Điều 1. Phạm vi", "Quyết định này quy định việc hư cấu.", "Điều 2. Hiệu lực thi hành")
SIGNED = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Hư")
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


def letterhead(number: str = "Số: 9999/2030/QĐ-UBND", day: str = "Hư Cấu, ngày 05 tháng 3 năm 2030") -> tuple[str, ...]:
    return ("ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU", *MOTTO, number, day)


def read(*lines: str, meta: dict[str, str] | None = None) -> Header:
    return header("\n".join(lines), meta=meta)[0]


def codes(*lines: str, meta: dict[str, str] | None = None) -> set[str]:
    return {one.code for one in header("\n".join(lines), meta=meta)[1]}


def decision(effect: str = "Quyết định này có hiệu lực từ ngày ký./.", **changed: str) -> tuple[str, ...]:
    return (
        *letterhead(**changed), "QUYẾT ĐỊNH", "Quy định việc hư cấu trên địa bàn tỉnh", "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU",
        "Căn cứ Luật Hư cấu;", *BODY, effect, *SIGNED,
    )  # fmt: skip


def test_the_facts_of_a_provincial_decision() -> None:
    found = read(*decision())
    assert found.number == "9999/2030/QĐ-UBND"
    assert found.type == "Quyết định"
    assert found.issuers == ("Ủy ban nhân dân tỉnh Lai Châu",)
    assert (found.place, found.issued) == ("Hư Cấu", date(2030, 3, 5))
    assert found.title == "Quy định việc hư cấu trên địa bàn tỉnh"
    assert found.signers == (Signer("Nguyễn Văn Hư", "Phó Chủ tịch", "KT."),)
    assert codes(*decision()) == set()


@pytest.mark.parametrize(
    ("written", "correct"),
    [
        ("Số: 9999/2030/QĐ-UBND", "9999/2030/QĐ-UBND"),
        ("Số:9999/QĐUBND", "9999/QĐ-UBND"),
        ("Số 9999 /QĐ-UBND", "9999/QĐ-UBND"),
        ("9999/2030/QĐ-UBND", "9999/2030/QĐ-UBND"),
    ],
)
def test_the_number_is_printed_correctly_and_kept_as_written(written: str, correct: str) -> None:
    found = read(*decision(number=written))
    assert found.number == correct
    assert found.number_as_written is not None
    assert found.number_as_written in written


def test_a_number_left_open_is_an_issue_and_no_guess() -> None:
    lines = decision(number="Số:      /2030/QĐ-UBND")
    assert read(*lines, meta={"so_hieu": "9998/QĐ-UBND"}).number is None
    assert "no-number" in codes(*lines)


def test_the_container_speaks_only_where_the_text_is_silent() -> None:
    silent = ("QUYẾT ĐỊNH", "Quy định việc hư cấu", "Căn cứ Luật Hư cấu;", *BODY, "Hết.")
    assert read(*silent, meta={"so_hieu": "quyet-dinh-so-9999-2030-qd-ubnd-12345"}).number == "9999/2030/QĐ-UBND"
    assert "number-from-container" in codes(*silent, meta={"Số hiệu:": "9999/QĐ-UBND"})
    assert "meta-disagrees" in codes(*decision(), meta={"Số hiệu:": "9998/QĐ-UBND"})
    assert "meta-disagrees" in codes(*decision(), meta={"Ngày ban hành:": "06/03/2030"})
    assert read(*decision(), meta={"Số hiệu:": "9998/QĐ-UBND"}).number == "9999/2030/QĐ-UBND"


@pytest.mark.parametrize(
    ("sentence", "day", "rule"),
    [
        ("Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 7 năm 2030.", date(2030, 7, 1), "fixed"),
        ("Quyết định này có hiệu lực từ 01/7/2030.", date(2030, 7, 1), "fixed"),
        ("Quyết định này có hiệu lực thi hành từ ngày ký ban hành.", date(2030, 3, 5), "signed"),
        ("Quyết định này có hiệu lực kế từ ngày ký.", date(2030, 3, 5), "signed"),  # as recognised from a scan
        ("Quyết định này có hiệu lực kể từ ngày ký và áp dụng từ ngày 01/9/2030.", date(2030, 3, 5), "signed"),
        ("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.", date(2030, 3, 15), "delay"),
        ("Quyết định này có hiệu lực sau 15 ngày, kể từ ngày đăng Công báo.", None, "delay"),
        ("Quyết định này có hiệu lực sau 15 (mười lăm) ngày kể từ ngày ký.", date(2030, 3, 20), "delay"),
        ("Quyết định này có hiệu lực sau mười lăm ngày kể từ ngày ký ban hành.", date(2030, 3, 20), "delay"),
        (
            "Quyết định này có hiệu lực sau 10 ngày kể từ ngày Hội đồng nhân dân tỉnh thông qua.",
            date(2030, 3, 15),
            "delay",
        ),
        ("Quyết định này có hiệu lực thi hành từ ngày 01.7.2030.", date(2030, 7, 1), "fixed"),
        ("Quyết định này có hiệu lực đối với cấp xã kể từ ngày 01 tháng 9 năm 2030.", date(2030, 9, 1), "fixed"),
    ],
)
def test_when_it_takes_effect(sentence: str, day: date | None, rule: str) -> None:
    lines = decision(effect=sentence)
    found = read(*lines).effective
    assert found is not None
    assert (found.on, found.rule) == (day, rule)
    assert "có hiệu lực" in "\n".join(lines)[found.start : found.end]


def test_the_main_date_wins_and_the_others_are_reported() -> None:
    lines = decision(
        effect="1. Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2030.\n"
        "2. Quy định tại Điều 1 Quyết định này có hiệu lực từ ngày 01 tháng 9 năm 2030."
    )
    found = read(*lines).effective
    assert found is not None
    assert found.on == date(2030, 7, 1)


def test_the_end_of_another_act_is_not_the_effect_of_this_one() -> None:
    lines = decision(effect="Quyết định số 9998/QĐ-UBND hết hiệu lực kể từ ngày 01 tháng 7 năm 2030.")
    assert read(*lines).effective is None
    assert "no-effective-date" in codes(*lines)


def test_titles_in_capitals_take_the_casing_of_the_text() -> None:
    found = read(
        *letterhead(), "QUYẾT ĐỊNH", "BAN HÀNH QUY CHẾ PHỐI HỢP CỦA TỈNH LAI CHÂU ỦY BAN NHÂN DÂN TỈNH LAI CHÂU",
        "Căn cứ Luật Hư cấu;", "Điều 1. Ban hành Quy chế Phối hợp của tỉnh Lai Châu.", *SIGNED,
    )  # fmt: skip
    assert found.title == "Ban hành Quy chế Phối hợp của tỉnh Lai Châu"


def test_a_title_in_capitals_keeps_numbers_abbreviations_and_places() -> None:
    found = read(
        *letterhead(), "QUYẾT ĐỊNH", "BÃI BỎ QUYẾT ĐỊNH SỐ 9998/QĐ-UBND CỦA UBND TỈNH LAI CHÂU THUỘC PHẠM VI HƯ CẤU",
        "Căn cứ Luật Hư cấu;", *BODY, "Hết.",
    )  # fmt: skip
    assert found.title == "Bãi bỏ Quyết định số 9998/QĐ-UBND của UBND tỉnh Lai Châu thuộc phạm vi hư cấu"


def test_a_joint_circular_has_every_issuer() -> None:
    found = read(
        "BỘ TƯ PHÁP - BỘ CÔNG AN - BỘ Y TẾ", *MOTTO, "Số: 99/2030/TTLT-BTP-BCA-BYT", "Hà Nội, ngày 05 tháng 3 năm 2030",
        "THÔNG TƯ LIÊN TỊCH", "Quy định việc hư cấu", "Căn cứ Luật Hư cấu;", "Điều 1. Tên", "Hết.",
    )  # fmt: skip
    assert found.type == "Thông tư liên tịch"
    assert found.issuers == ("Bộ Tư pháp", "Bộ Công an", "Bộ Y tế")


def test_a_letter_has_a_subject_and_no_effect() -> None:
    found = read(
        "BỘ TÀI CHÍNH", "CỤC THUẾ", *MOTTO, "Số: 9999/CT-CS", "V/v hướng dẫn việc hư cấu",
        "Hà Nội, ngày 05 tháng 3 năm 2030",
        "Kính gửi: Thuế tỉnh.", "Luật này có hiệu lực từ ngày 01 tháng 7 năm 2029.", "KT. CỤC TRƯỞNG", "Lê Thị Cấu",
    )  # fmt: skip
    assert (found.type, found.issuers) == ("Công văn", ("Cục Thuế",))
    assert found.title == "V/v hướng dẫn việc hư cấu"
    assert found.effective is None


def test_a_consolidated_text_has_the_facts_of_its_authentication() -> None:
    found = read(
        *MOTTO, "THÔNG TƯ", "Quy định việc hư cấu",
        "Thông tư số 98/2029/TT-BTC ngày 01 tháng 02 năm 2029 của Bộ trưởng Bộ Tài chính, có hiệu lực kể từ ngày "
        "01 tháng 3 năm 2029, được sửa đổi, bổ sung bởi:",
        "Thông tư số 99/2029/TT-BTC ngày 01 tháng 9 năm 2029 của Bộ trưởng Bộ Tài chính, có hiệu lực từ ngày ký.",
        "Căn cứ Luật Hư cấu;", "Điều 1. Hiệu lực thi hành", "Thông tư này có hiệu lực từ ngày 01 tháng 3 năm 2029./.",
        "BỘ TÀI CHÍNH", "Số: 97/VBHN-BTC", "XÁC THỰC VĂN BẢN HỢP NHẤT", "Hà Nội, ngày 05 tháng 3 năm 2030",
        "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Trần Văn Hư",
    )  # fmt: skip
    assert (found.number, found.type, found.issued) == ("97/VBHN-BTC", "Văn bản hợp nhất", date(2030, 3, 5))
    assert found.issuers == ("Bộ Tài chính",)
    assert found.title == "Quy định việc hư cấu"
    assert found.effective is None
    assert found.signers == (Signer("Trần Văn Hư", "Thứ trưởng", "KT."),)


def test_a_law_is_dated_by_its_passing() -> None:
    found = read(
        "QUỐC HỘI", *MOTTO, "Luật số: 99/2030/QH17", "LUẬT", "HƯ CẤU", "Căn cứ Hiến pháp;",
        "Quốc hội ban hành Luật Hư cấu.",
        "Điều 1. Hiệu lực thi hành", "Luật này có hiệu lực từ ngày 01 tháng 7 năm 2030.",
        "Luật này được Quốc hội khóa XVII, kỳ họp thứ 2 thông qua ngày 05 tháng 3 năm 2030.", "CHỦ TỊCH QUỐC HỘI",
        "Lê Văn Cấu",
    )  # fmt: skip
    assert (found.number, found.type, found.title) == ("99/2030/QH17", "Luật", "Luật Hư cấu")
    assert found.issued == date(2030, 3, 5)
    assert found.signers == (Signer("Lê Văn Cấu", "Chủ tịch Quốc hội", ""),)


def test_a_department_is_the_issuer_and_not_its_superior() -> None:
    found = read(
        "ỦY BAN NHÂN DÂN", "TỈNH LAI CHÂU", "SỞ TÀI CHÍNH", *MOTTO, "Số: 99/QĐ-STC",
        "Lai Châu, ngày 05 tháng 3 năm 2030",
        "QUYẾT ĐỊNH", "Về việc hư cấu", "Căn cứ Luật Hư cấu;", "Điều 1. Thi hành.", "GIÁM ĐỐC", "Đại tá Lê Văn Cấu",
    )  # fmt: skip
    assert found.issuers == ("Sở Tài chính tỉnh Lai Châu",)
    assert found.signers == (Signer("Lê Văn Cấu", "Giám đốc", ""),)


def test_missing_facts_are_issues() -> None:
    assert codes("Một đoạn văn bất kỳ.") == {"no-number", "no-type", "no-issuer", "no-date", "no-title"}


def test_an_exception_stated_first_is_not_the_main_date() -> None:
    lines = decision(
        effect="1. Quy định tại Điều 1 Quyết định này có hiệu lực từ ngày 01 tháng 9 năm 2030.\n"
        "2. Quyết định này có hiệu lực từ ngày 01 tháng 7 năm 2030."
    )
    found = read(*lines).effective
    assert found is not None
    assert found.on == date(2030, 7, 1)
    assert "several-effective-dates" in codes(*lines)


def test_dates_that_the_page_broke_are_read() -> None:
    lines = decision(
        effect="Quyết định có hiệu lực thi hành kể từ ngày 01 tháng\n7 năm 2030.",
        day="Hư Cấu, ngày\n05 tháng 3 năm 2030",
    )
    found = read(*lines)
    assert found.issued == date(2030, 3, 5)
    assert found.effective is not None
    assert found.effective.on == date(2030, 7, 1)
