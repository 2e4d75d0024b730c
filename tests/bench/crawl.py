"""How a crawl fares: killed at 50 random moments, and how many pages a second it reads from a server that never waits.

Run with ``python -m tests.bench.crawl [KILLS]``.
"""

import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from registry.settings import load
from registry.sources.run import Options, run
from registry.sources.site import find
from registry.store import Registry
from tests.bench._corpus import corpus_folder
from tests.hu_cau import ACTS, Portal
from tests.kill_crawl import completed, killed
from tests.plain_parser import PARSER
from tests.web_server import Site, saved_site, serving

KILLS = 50
MANY = 300


def kills(count: int) -> None:
    """Print how many of the killed crawls ended in another registry than an undisturbed one."""
    wrong, chance = 0, random.Random(2025)
    with serving(Portal()) as server, tempfile.TemporaryDirectory() as folder:
        address = f"{server.base}/laws/"
        expected = completed(Path(folder) / "whole", address)
        for n in range(count):
            home = Path(folder) / str(n)
            for _ in range(chance.randint(1, 3)):
                killed(home, address, chance, 27)
            wrong += completed(home, address) != expected
    print(f"kill -9: {count} crawls killed one to three times each, {wrong} ended differently")


def speed() -> None:
    """Print pages a second and documents found on a portal of many documents."""
    acts = tuple(replace(ACTS[1], id=n, number=f"{n}/2025/QĐ-UBND", replaces=()) for n in range(1, MANY + 1))
    crawl("fictional portal", Portal(acts), MANY)


def crawl(name: str, site: Site, expected: int) -> None:
    """Print how one site is crawled twice."""
    with (
        serving(site) as server,
        tempfile.TemporaryDirectory() as folder,
        Registry.open(load(home=Path(folder), crawl_seconds=0)) as registry,
    ):
        known = find(f"{server.base}/laws/", province="Hư Cấu")
        for round_name in ("first", "again"):
            started = time.perf_counter()
            report = run(registry, known, Options(allow_private=True, parser=PARSER))
            seconds = time.perf_counter() - started
            print(
                f"{name}, {round_name}: {report.listed}/{expected} listed, {len(registry.documents())} documents, "
                f"{report.changed} written, {report.asked} requests, {seconds:.1f} s"
            )


def main() -> None:
    """Print every figure."""
    speed()
    kills(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS)
    crawl("saved NukeViet pages", saved_site(corpus_folder() / "html" / "nukeviet"), 141)


if __name__ == "__main__":
    main()
