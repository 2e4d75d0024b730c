"""Fills a VANBAN_HOME with the fictional documents beside this file, a long one made here, and the catalogue."""

from functools import cache
from pathlib import Path

from indexer import overlap
from indexer.sync import sync
from registry import ingest
from registry.catalogue import entries
from registry.settings import load
from registry.store import Registry

TEXTS = Path(__file__).resolve().parent
LONG_ANNEXES = 40
_PLAN = (TEXTS / "9904-kh-ubnd.txt").read_text(encoding="utf-8")
SECOND_COPY = _PLAN.replace("ngày 20 tháng 3", "ngày 21 tháng 3").replace("các tối trăng tròn", "các tối trăng khuyết")
"""The plan as another source has it: another day and one word that differs."""

_HEAD = """ỦY BAN NHÂN DÂN
TỈNH HƯ CẤU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 9906/2025/QĐ-UBND
Hư Cấu, ngày 30 tháng 6 năm 2025
QUYẾT ĐỊNH
Ban hành danh mục rồng giấy của tỉnh Hư Cấu
ỦY BAN NHÂN DÂN TỈNH HƯ CẤU
Căn cứ Nghị quyết số 9901/2024/NQ-HĐND ngày 10 tháng 7 năm 2024 của Hội đồng nhân dân tỉnh Hư Cấu;
QUYẾT ĐỊNH:
Điều 1. Danh mục
Ban hành kèm theo Quyết định này các danh mục rồng giấy tại các Phụ lục từ Phụ lục 1 đến Phụ lục 40.
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành kể từ ngày 10 tháng 7 năm 2025./.
Nơi nhận:
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Giả Định
"""


def long_text() -> str:
    """Return a decision with forty annexes of made-up rows, far too long for one page."""
    return _HEAD + "".join(_annex(number) for number in range(1, LONG_ANNEXES + 1))


def _annex(number: int) -> str:
    rows = "".join(f"{n} | Rồng giấy số {number}.{n} | gấp tay, vảy màu {n % 7} | bản {n % 13}\n" for n in range(1, 91))
    title = f"DANH MỤC RỒNG GIẤY ĐỢT {number}"
    issued = "(Ban hành kèm theo Quyết định số 9906/2025/QĐ-UBND của Ủy ban nhân dân tỉnh Hư Cấu)"
    return f"PHỤ LỤC {number}\n{title}\n{issued}\nSTT | Tên | Mô tả | Nơi ở\n{rows}"


@cache
def filled(folder: Path) -> Path:
    """Return one VANBAN_HOME with the library for all tests of a session, kept under its temporary folder."""
    home = folder / "fictional-home"
    fill(home)
    return home


def fill(home: Path) -> None:
    """Take in the catalogue and every fictional document, index them, find overlaps."""
    made = home / "made"
    made.mkdir(parents=True)
    (made / "9906-2025-qd-ubnd.txt").write_text(long_text(), encoding="utf-8")
    (made / "9904-kh-ubnd-2.txt").write_text(SECOND_COPY, encoding="utf-8")
    settings = load(home=home, workers=1)
    with Registry.open(settings) as registry:
        registry.put_catalogue(entries())
        report = ingest.run(registry, [TEXTS, made])
        refused = [each for each in report.outcomes if each.kind == "refused"]
        assert not refused, refused
        sync(registry, settings)
        overlap.run(registry, settings)
