"""Two documents in one file: told with the place where the second begins; forms with a letterhead are none."""

import pytest

from registry.parsing.reading import read_text

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"


def decision(number: str, *, kind: str = "QUYẾT ĐỊNH", more: str = "") -> str:
    return f"""ỦY BAN NHÂN DÂN
TỈNH HƯ CẤU
{MOTTO}
Số: {number}
Hư Cấu, ngày 05 tháng 3 năm 2030
{kind}
Về việc trồng hoa
Căn cứ Luật Hư cấu;
Điều 1. Phạm vi
1. Trồng hoa theo Quyết định số 9905/2029/QĐ-UBND ngày 01 tháng 3 năm 2029.
Điều 2. Thi hành
Quyết định này có hiệu lực từ ngày ký./.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Giả Định
{more}"""


def letter(number: str) -> str:
    return (
        f"SỞ HOA\n{MOTTO}\nSố: {number}\nHư Cấu, ngày 05 tháng 3 năm 2030\nV/v trồng hoa\n"
        "Kính gửi: Các xã.\nĐề nghị các xã trồng hoa./.\nGIÁM ĐỐC\nLê Văn Giả Định\n"
    )


OWN = "9902/2030/QĐ-UBND"
TWO_CELLS = (
    f"ỦY BAN NHÂN DÂN | {MOTTO.replace(chr(10), ' ')}\nSố: 9903/2030/QĐ-UBND | Hư Cấu, ngày 06 tháng 3 năm 2030\n"
)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (decision(OWN), []),
        (decision(OWN) + decision("9903/2030/QĐ-UBND"), ["9903/2030/QĐ-UBND"]),
        (decision(OWN) + TWO_CELLS + "QUYẾT ĐỊNH\nVề lá\nĐiều 1. A\nB.", ["9903/2030/QĐ-UBND"]),
        (
            decision(OWN) + decision("9903/2030/QĐ-UBND") + decision("9904/KH-UBND", kind="KẾ HOẠCH"),
            ["9903/2030/QĐ-UBND", "9904/KH-UBND"],
        ),
        (letter("99/SH-VP"), []),
        (letter("99/TB-SH") + letter("98/TB-SH"), ["98/TB-SH"]),
        (decision(OWN) + decision(OWN), []),
        (decision(OWN, more=f"Mẫu số 01\n{MOTTO}\nSố: .../QĐ-UBND\n..., ngày ... tháng ... năm ...\nQUYẾT ĐỊNH"), []),
        (decision(OWN, more=f"Mẫu số: 26/TB-SH\n{MOTTO}\nNgày 01 tháng 02 năm 2030\nTHÔNG BÁO"), []),
        (decision(OWN, more="Phụ lục I\nDANH MỤC\nSố: 9903/2030/QĐ-UBND\nngày 06 tháng 3 năm 2030\nQUYẾT ĐỊNH"), []),
    ],
)
def test_other_documents_are_told(text: str, numbers: list[str]) -> None:
    told = [one for one in read_text(text).issues if one.code == "several-documents"]
    assert (
        [number for number in numbers if number in told[numbers.index(number)].message]
        == numbers
        == numbers[: len(told)]
    )
    for one in told:
        assert one.start is not None
        assert text[one.start :].startswith(("CỘNG HÒA", "Số: ", "ỦY BAN NHÂN DÂN | CỘNG"))
        assert one.start > text.index("Lê Văn Giả Định")
