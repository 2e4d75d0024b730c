"""A fictional decision that is amended, waits for amendments, leans on a lapsed one: what the pages over time show."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.sync import sync
from registry import ingest
from registry.settings import load
from registry.store import Registry
from web.services import Services

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HƯ CẤU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: {number}
Hư Cấu, ngày {day} tháng {month} năm {year}
QUYẾT ĐỊNH
{title}
ỦY BAN NHÂN DÂN TỈNH HƯ CẤU
{bases}
QUYẾT ĐỊNH:
"""
FOOT = """Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Giả Định
"""
_OF_BASE = "ngày 10 tháng 01 năm 2023 của Ủy ban nhân dân tỉnh Hư Cấu quy định về diều giấy của tỉnh Hư Cấu"
OLD, BASE, AMENDS, LATER, LEANS, LEANS_FAR = (
    f"98{n:02}/20{y}/QĐ-UBND" for n, y in ((1, 20), (2, 23), (3, 24), (4, 24), (5, 21), (6, 21))
)
_ACTS = {
    OLD: ("01", "3", "2020", "Quy định về diều sáo của tỉnh Hư Cấu", (), """Điều 1. Diều sáo
Diều sáo phải có ít nhất một ống sáo.
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành kể từ ngày 15 tháng 3 năm 2020./.
"""),
    LEANS: ("02", "4", "2021", "Phân bổ dây diều của tỉnh Hư Cấu", (OLD,), """Điều 1. Dây diều
Mỗi bản được cấp một cuộn dây diều.
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành kể từ ngày 15 tháng 4 năm 2021./.
"""),
    LEANS_FAR: ("03", "5", "2021", "Giao dây diều cho các xã tưởng tượng của tỉnh Hư Cấu", (LEANS,), """Điều 1. Giao dây
Giao dây diều theo danh sách.
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành kể từ ngày 15 tháng 5 năm 2021./.
"""),
    BASE: ("10", "1", "2023", "Quy định về diều giấy của tỉnh Hư Cấu", (), f"""Điều 1. Diều giấy
1. Diều giấy có đuôi dài không quá ba gang tay.
2. Diều giấy được sơn bằng màu nước.
3. Diều giấy phải đăng ký với trưởng bản tưởng tượng.
Điều 2. Ngày hội thả diều
Ngày hội thả diều tổ chức mỗi năm một lần theo khoản 1 Điều 1 Quyết định này.
Điều 3. Hiệu lực thi hành
1. Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 02 năm 2023.
2. Quyết định này thay thế Quyết định số {OLD} ngày 01 tháng 3 năm 2020 của Ủy ban nhân dân tỉnh Hư Cấu./.
"""),
    AMENDS: ("05", "1", "2024", f"Sửa đổi, bổ sung một số điều của Quyết định số {BASE} {_OF_BASE}", (),
        f"""Điều 1. Sửa đổi, bổ sung một số điều của Quyết định số {BASE}
1. Sửa đổi khoản 1 Điều 1 như sau:
“1. Diều giấy có đuôi dài không quá năm gang tay.”
2. Bãi bỏ khoản 3 Điều 1.
3. Thay thế cụm từ “bút lông ngỗng” bằng cụm từ “bút tre” tại khoản 2 Điều 1.
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 3 năm 2024./.
"""),
    LATER: ("06", "6", "2024", f"Sửa đổi Điều 2 của Quyết định số {BASE} {_OF_BASE}", (),
        f"""Điều 1. Sửa đổi Điều 2 Quyết định số {BASE} như sau:
“Điều 2. Ngày hội thả diều
Ngày hội thả diều tổ chức mỗi năm hai lần.”
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2091./.
"""),
}  # fmt: skip


def text(number: str) -> str:
    """Return the text of one of the decisions."""
    day, month, year, title, bases, body = _ACTS[number]
    grounds = "".join(f"Căn cứ Quyết định số {each} của Ủy ban nhân dân tỉnh Hư Cấu;\n" for each in bases)
    grounds += "Theo đề nghị của Trưởng Ban Diều Giấy."
    return HEAD.format(number=number, day=day, month=month, year=year, title=title, bases=grounds) + body + FOOT


def fill(home: Path) -> None:
    """Take every decision in and index them."""
    made = home / "made"
    made.mkdir(parents=True)
    for number in _ACTS:
        (made / f"{number.replace('/', '-')}.txt").write_text(text(number), encoding="utf-8")
    settings = load(home=home, workers=1)
    with Registry.open(settings) as registry:
        report = ingest.run(registry, [made])
        assert not report.refused, report.refused
        sync(registry, settings)


@contextmanager
def opened(home: Path) -> Iterator[Services]:
    """Fill a home and open it, as a site does."""
    fill(home)
    services = Services.open(load(home=home))
    yield services
    services.registry.close()
