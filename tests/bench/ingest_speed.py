"""Ingest and index the 185 gazette files, beside what pyvi alone needs to segment the same text once on one core.

Both in one run; the target is at most 2 times pyvi's time, using both cores. Prints CPU and wall seconds of each.
"""

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from registry.settings import load
from tests.bench._corpus import corpus_folder


def files(folder: Path) -> list[Path]:
    """Return the JSON files of core/ and gazette/."""
    return sorted(path for part in ("core", "gazette") for path in (folder / part).glob("*.json"))


def pyvi_seconds(paths: list[Path]) -> tuple[float, int]:
    """Return the CPU seconds that pyvi needs for the raw texts, line by line, and how many syllables they hold."""
    from pyvi import ViTokenizer

    texts = [orjson.loads(path.read_bytes()).get("full_text") or "" for path in paths]
    started = time.process_time()
    for text in texts:
        for line in text.split("\n"):
            if line.strip():
                ViTokenizer.tokenize(line)
    return time.process_time() - started, sum(len(text.split()) for text in texts)


def ingest_seconds(paths: list[Path], home: Path) -> dict[str, float]:
    """Return the wall and CPU seconds of ingesting and indexing, in a home of its own."""
    from indexer.sync import sync
    from registry import ingest
    from registry.store import Registry

    settings = load(home=home)
    started, cpu = time.perf_counter(), _cpu()
    with Registry.open(settings) as registry:
        ingest.run(registry, paths, lambda *_: None)
        stored = time.perf_counter()
        sync(registry, settings)
    ended = time.perf_counter()
    return {"ingest": stored - started, "index": ended - stored, "wall": ended - started, "cpu": _cpu() - cpu}


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _load() -> str:
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load unknown"


def main() -> None:
    """Measure and print."""
    paths = files(corpus_folder())
    with TemporaryDirectory(prefix="vanban-bench-") as place:
        ours = ingest_seconds(paths, Path(place))
    alone, count = pyvi_seconds(paths)
    print(f"{len(paths)} files, {count:,} syllables, {os.cpu_count()} cores")
    print(f"pyvi alone: {alone:.1f} s CPU ({count / alone:,.0f} syllables a second)")
    print(f"ingest {ours['ingest']:.1f} s + index {ours['index']:.1f} s = {ours['wall']:.1f} s wall; {_load()}")
    print(f"CPU in all: {ours['cpu']:.1f} s, {ours['cpu'] / alone:.2f} times pyvi alone")
    print(f"wall to pyvi alone: {ours['wall'] / alone:.2f} (target: at most 2, on a quiet machine)")


if __name__ == "__main__":
    main()
