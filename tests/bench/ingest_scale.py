"""Memory while 10,000 gazette files go in: that of the writing process and of its readers, at 1,000 and later.

The database keeps up to 64 MB of its pages in memory, which fill first; beyond that nothing may grow.

Run from the checkout: ``python -m tests.bench.ingest_scale [number of files]``. The files are those of the corpus, over
and over, each with a serial number and an issue day of its own, in an order drawn by a fixed seed; where there is no
corpus they are small gazette JSON of a fictional province, each citing the one before it.
"""

import os
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import orjson

from registry.ingest import Progress, run
from registry.settings import load
from registry.store import Registry

FILES = 10_000
LOOKS = (1_000, 2_500, 5_000, 7_500)
SEED = 11
_SERIAL = re.compile(r"(?<=[Ss]ố: )(\d{1,4})(?=\s?/)")
_DAY = re.compile(r"(?<=, ngày )\d{1,2}(?= tháng)")
_TEXT = """ỦY BAN NHÂN DÂN
TỈNH HƯ CẤU
Số: {number}
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hư Cấu, ngày {day:02d} tháng {month:02d} năm {year}
QUYẾT ĐỊNH
Ban hành quy định thử nghiệm số {n} của tỉnh Hư Cấu
Căn cứ Luật Hư Cấu ngày 01 tháng 01 năm 2020;
Căn cứ Quyết định số {before} của Ủy ban nhân dân tỉnh Hư Cấu;
QUYẾT ĐỊNH:
{articles}
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Hư
"""


def number(n: int) -> str:
    """Return the number of the n-th document."""
    return f"{n % 500 + 1}/{2000 + n // 500}/QĐ-UBND"


def write_files(folder: Path, count: int) -> None:
    """Write that many gazette files."""
    articles = "\n".join(
        f"Điều {at}. Nội dung thử nghiệm thứ {at}\n1. Các xã của tỉnh Hư Cấu thực hiện nội dung này theo quy định."
        for at in range(1, 6)
    )
    for n in range(count):
        text = _TEXT.format(
            number=number(n), before=number(n - 1) if n else "1/1999/QĐ-UBND", n=n, articles=articles,
            day=n % 28 + 1, month=n % 12 + 1, year=2000 + n // 500,
        )  # fmt: skip
        said = {"so_hieu": number(n), "loai": "quyet-dinh", "nam": 2000 + n // 500, "full_text": text}
        (folder / f"{n:06d}.json").write_bytes(orjson.dumps(said))


def write_varied(folder: Path, corpus: Path, count: int) -> None:
    """Write that many gazette files made from those of the corpus; each file in turn is only held while it is made."""
    chance = random.Random(SEED)
    originals = sorted([*(corpus / "core").glob("*.json"), *(corpus / "gazette").glob("*.json")])
    for n, path in enumerate(_rounds(originals, chance, count)):
        said: dict[str, Any] = orjson.loads(path.read_bytes())
        said["full_text"] = varied(str(said["full_text"]), n // len(originals), chance)
        said["so_hieu"] = f"{n:06d}"
        (folder / f"{n:06d}.json").write_bytes(orjson.dumps(said))


def _rounds(originals: list[Path], chance: random.Random, count: int) -> Iterator[Path]:
    for start in range(0, count, len(originals)):
        yield from chance.sample(originals, len(originals))[: count - start]


def varied(text: str, turn: int, chance: random.Random) -> str:
    """Return a text with another serial number and issue day; what it says of other documents stays."""
    text = _SERIAL.sub(lambda found: str(int(found[1]) + 1000 * turn) if turn else found[1], text, count=1)
    return _DAY.sub(str(chance.randint(1, 28)), text, count=1)


def main(count: int) -> None:
    """Measure and print."""
    corpus = Path(os.environ.get("VANBAN_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
    with TemporaryDirectory(prefix="vanban-bench-") as place:
        folder = Path(place) / "in"
        folder.mkdir()
        if corpus.is_dir():
            write_varied(folder, corpus, count)
        else:
            write_files(folder, count)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        print(f"{count} files, {size:.0f} MB, {'made from the corpus' if corpus.is_dir() else 'made up'}", flush=True)
        seen: dict[int, tuple[float, float, float]] = {}
        started = time.perf_counter()

        def look(step: Progress) -> None:
            if step.done in (*LOOKS, count):
                seen[step.done] = (_own(), max(_readers(), default=0.0), time.perf_counter() - started)
                print(_told(step.done, seen[step.done]), flush=True)

        with Registry.open(load(home=Path(place) / "home")) as registry:
            report = run(registry, [folder], look)
    print({kind: found for kind, found in report.counts.items() if found})
    first, middle = min(seen), sorted(seen)[-2:][0]
    for since in (first, middle):
        grown = seen[count][0] - seen[since][0]
        print(f"the writer grew by {grown:.1f} MB over the last {count - since} files")


def _told(done: int, found: tuple[float, float, float]) -> str:
    own, reader, seconds = found
    return f"after {done:6d} files, {seconds:5.0f} s: writer {own:6.1f} MB, largest reader {reader:6.1f} MB"


def _own() -> float:
    return _resident("self")


def _readers() -> Iterable[float]:
    """Yield the memory of the processes that this one started."""
    for child in Path("/proc/self/task").glob("*/children"):
        for process in child.read_text().split():
            yield _resident(process)


def _resident(process: str) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
