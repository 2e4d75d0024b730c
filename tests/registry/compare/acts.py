"""Two invented decisions about kites: the second says much the same in another order."""

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HƯ CẤU
Số: {number}
Hư Cấu, ngày 10 tháng 01 năm 2023
QUYẾT ĐỊNH
Quy định về diều giấy
ỦY BAN NHÂN DÂN TỈNH HƯ CẤU
Theo đề nghị của Trưởng Ban Diều Giấy.
QUYẾT ĐỊNH:
"""
FOOT = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn Giả Định"
KITES = """Điều 1. Diều giấy
1. Diều giấy có đuôi dài không quá ba gang tay.
2. Diều giấy được sơn bằng màu nước.
Điều 2. Ngày hội thả diều
Ngày hội thả diều tổ chức mỗi năm một lần tại sân đình của bản tưởng tượng.
"""
OTHER = """Điều 1. Ngày hội thả diều
Ngày hội thả diều tổ chức mỗi năm hai lần tại sân đình của bản tưởng tượng.
Điều 2. Diều giấy
1. Diều giấy được sơn bằng màu nước.
2. Diều giấy phải đăng ký với trưởng bản tưởng tượng trước ngày hội.
"""


def text(body: str, number: str = "9810/2023/QĐ-UBND") -> str:
    """Return a whole decision."""
    return HEAD.format(number=number) + body + FOOT
