"""A registry where people follow things and an amendment arrives."""

import shutil
from functools import cache
from pathlib import Path

from indexer.sync import sync
from registry import ingest
from registry.settings import Settings, load
from registry.store import Registry
from tests.web.over_time import AMENDS, BASE, OLD, text

NEW = """ỦY BAN NHÂN DÂN
TỈNH HƯ CẤU
Số: 9890/2024/QĐ-UBND
Hư Cấu, ngày 05 tháng 5 năm 2024
QUYẾT ĐỊNH
Hướng dẫn làm diều giấy trong Chương trình mục tiêu quốc gia giảm nghèo bền vững của tỉnh Hư Cấu
ỦY BAN NHÂN DÂN TỈNH HƯ CẤU
Căn cứ Quyết định số 9810/2023/QĐ-UBND của Ủy ban nhân dân tỉnh Hư Cấu.
QUYẾT ĐỊNH:
Điều 1. Làm diều giấy
Diều giấy được làm bằng giấy và bút tre.
Điều 2. Hiệu lực thi hành
Quyết định này có hiệu lực thi hành kể từ ngày 15 tháng 5 năm 2024./.
"""


def take_in(settings: Settings, *texts: str) -> None:
    """Take documents in as ``vanban ingest`` does, and bring the index up to date."""
    folder = settings.home / "in"
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for each in texts:
        name = next(line for line in each.splitlines() if line.startswith("Số:")).removeprefix("Số: ")
        path = folder / f"{name.replace('/', '-')}.txt"
        path.write_text(each, encoding="utf-8")
        paths.append(path)
    with Registry.open(settings) as registry:
        report = ingest.run(registry, paths)
        assert not report.refused, report.refused
        sync(registry, settings)


@cache
def _first(folder: Path) -> Path:
    settings = load(home=folder / "followed", workers=1)
    take_in(settings, text(OLD), text(BASE))
    with Registry.open(settings) as registry:
        assert registry.notice()
        assert registry.newest_news() == 0
    return settings.home


def begun(home: Path, **chosen: object) -> Settings:
    """Return the settings of a registry with two decisions, whose news begin now; made once, then copied.

    Args:
        home: Where, below the temporary folder of the session.
        **chosen: Further settings.
    """
    shutil.copytree(_first(home.parent.parent), home)
    return load(home=home, workers=1, **chosen)


def amend(settings: Settings) -> None:
    """Take in the decision that amends, and a new one."""
    take_in(settings, text(AMENDS), NEW)
