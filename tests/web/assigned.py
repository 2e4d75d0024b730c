"""A decree of the centre that gives tasks to provinces, and what tỉnh Hư Cấu issued to carry it out: all fictional."""

from pathlib import Path

CENTRAL = """CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 9911/2024/NĐ-CP
Hà Nội, ngày 05 tháng 01 năm 2024
NGHỊ ĐỊNH
Hướng dẫn nuôi rồng giấy thuộc Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021 - 2025
Căn cứ Quyết định số 90/QĐ-TTg ngày 18 tháng 01 năm 2022 của Thủ tướng Chính phủ phê duyệt Chương trình mục tiêu quốc \
gia giảm nghèo bền vững giai đoạn 2021 - 2025;
Chính phủ ban hành Nghị định hướng dẫn nuôi rồng giấy.
Điều 1. Phạm vi điều chỉnh
Nghị định này hướng dẫn nuôi rồng giấy tại các địa phương.
Điều 2. Mức hỗ trợ
1. Hội đồng nhân dân cấp tỉnh quy định mức hỗ trợ giấy màu cho hộ nghèo nuôi rồng giấy.
2. Hộ nghèo nộp đơn tới Ủy ban nhân dân cấp tỉnh.
Điều 3. Chuồng rồng giấy
1. Ủy ban nhân dân cấp tỉnh ban hành quy chế kiểm tra chuồng rồng giấy, chậm nhất trước ngày 30 tháng 6 năm 2024.
2. Ủy ban nhân dân cấp tỉnh ban hành danh mục diều giấy được thả trong mùa gió chướng.
Điều 4. Trách nhiệm của Ủy ban nhân dân cấp tỉnh
1. Bố trí kinh phí mua hồ dán.
2. Báo cáo Bộ Rồng Giấy số rồng giấy trước ngày 15 tháng 12 hằng năm.
Điều 5. Hiệu lực thi hành
Nghị định này có hiệu lực thi hành từ ngày 20 tháng 01 năm 2024./.
Nơi nhận:
- Lưu: VT.
TM. CHÍNH PHỦ
THỦ TƯỚNG
Nguyễn Văn Hư Cấu
"""

COUNCIL = """HỘI ĐỒNG NHÂN DÂN
TỈNH HƯ CẤU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 9912/2024/NQ-HĐND
Hư Cấu, ngày 10 tháng 5 năm 2024
NGHỊ QUYẾT
Quy định mức hỗ trợ giấy màu cho hộ nghèo nuôi rồng giấy trên địa bàn tỉnh Hư Cấu
HỘI ĐỒNG NHÂN DÂN TỈNH HƯ CẤU
Căn cứ Nghị định số 9911/2024/NĐ-CP ngày 05 tháng 01 năm 2024 của Chính phủ;
QUYẾT NGHỊ:
Điều 1. Mức hỗ trợ
Mức hỗ trợ theo khoản 1 Điều 2 Nghị định số 9911/2024/NĐ-CP ngày 05 tháng 01 năm 2024 là 12 tờ giấy màu mỗi hộ.
Điều 2. Hiệu lực thi hành
Nghị quyết này có hiệu lực thi hành từ ngày 20 tháng 5 năm 2024./.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Nguyễn Văn Hư Cấu
"""

COMMITTEE = """ỦY BAN NHÂN DÂN
TỈNH HƯ CẤU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 9913/2024/QĐ-UBND
Hư Cấu, ngày 02 tháng 8 năm 2024
QUYẾT ĐỊNH
Ban hành Quy chế kiểm tra chuồng rồng giấy trên địa bàn tỉnh Hư Cấu
ỦY BAN NHÂN DÂN TỈNH HƯ CẤU
Căn cứ Nghị định số 9911/2024/NĐ-CP ngày 05 tháng 01 năm 2024 của Chính phủ;
QUYẾT ĐỊNH:
Điều 1. Quy chế
Chuồng rồng giấy được kiểm tra vào ngày nắng đầu tiên của tháng.
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành từ ngày 15 tháng 8 năm 2024./.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Giả Định
"""

TEXTS = {
    "9911-2024-nd-cp.txt": CENTRAL,
    "9912-2024-nq-hdnd.txt": COUNCIL,
    "9913-2024-qd-ubnd.txt": COMMITTEE,
}


def write(folder: Path) -> Path:
    """Write the texts into a folder; return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
