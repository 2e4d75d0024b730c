"""Fifty readers at once: a mixture of pages from ``vanban serve`` beside a bare Flask page under waitress, same run.

``python -m tests.bench.web_load [HOME] [--seconds 60] [--readers 50] [--pause 0]``: with a folder, reads the registry
that is in it; without one, fills a temporary home like :mod:`tests.bench.web_latency`. All on the loopback interface.

Each server is read in turns of a quarter of the time, so that a busy machine weighs on both alike. Then the same
readers go on while the index is built anew and swapped and files are taken in. Any answer that is no page or file is
an error.
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import quote

from indexer.home import load as manifest_of
from registry.settings import load
from registry.store import Registry
from tests.bench._queries import FACETS, PREFIXES, QUERIES
from tests.bench.web_latency import PORT_LINE, fill, spread
from web import assets

TURNS = 4
SEED = 2026
_BARE = """
import logging
import waitress
from flask import Flask
logging.getLogger("waitress.queue").setLevel(logging.ERROR)
app = Flask("bare")
app.add_url_rule("/", view_func=lambda: "<!doctype html><title>x</title><p>Xin chào.")
server = waitress.create_server(app, host="127.0.0.1", port=0, threads={threads})
print(f"http://127.0.0.1:{{server.effective_port}}", flush=True)
server.run()
"""


@dataclass
class Told:
    """What the readers met: milliseconds of every answer by kind, errors, and how long they read."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    def add(self, other: "Told") -> None:
        """Take in what another turn met."""
        for kind, times in other.times.items():
            self.times.setdefault(kind, []).extend(times)
        self.errors.update(other.errors)
        self.seconds += other.seconds

    @property
    def all_times(self) -> list[float]:
        """Every answer of any kind."""
        return [each for times in self.times.values() for each in times]


def addresses(home: Path) -> list[tuple[str, str]]:
    """Return what readers ask for, as (kind, address): a thousand, in the proportions of a day's reading."""
    chosen = random.Random(SEED)
    with Registry.open(load(home=home)) as registry:
        records = [each for each in registry.documents() if each.has_text]
        provisions = {each.slug: [p.id for p in registry.text_of(each.id).provisions] for each in records[::7]}  # type: ignore[union-attr]
    slugs = [each.slug for each in records]
    style = assets.address("css/vanban.css")

    def search() -> str:
        facets = "&".join(chosen.sample(FACETS, chosen.randrange(3)))
        return f"/tim-kiem?tat-ca=1&q={quote(chosen.choice(QUERIES))}{'&' if facets else ''}{facets}"

    def suggestion() -> str:
        word = chosen.choice(PREFIXES)
        return f"/goi-y?q={quote(word[: chosen.randrange(1, len(word) + 1)])}"

    def provision() -> str:
        slug = chosen.choice([slug for slug, ids in provisions.items() if ids])
        return f"/van-ban/{slug}/{chosen.choice(provisions[slug])}"

    kinds: dict[str, tuple[int, Callable[[], str]]] = {
        "search": (30, search),
        "facets": (8, lambda: f"/tim-kiem?{chosen.choice(FACETS)}"),
        "document": (20, lambda: f"/van-ban/{chosen.choice(slugs)}"),
        "provision": (10, provision),
        "on a day": (4, lambda: f"/van-ban/{chosen.choice(slugs)}/tai-ngay?ngay=2025-03-01"),
        "suggestion": (15, suggestion),
        "home": (5, lambda: "/"),
        "api": (3, lambda: f"/api/v1/documents/{chosen.choice(slugs)}"),
        "static": (5, lambda: style),
    }
    made = [(kind, make()) for kind, (share, make) in kinds.items() for _ in range(share * 10)]
    chosen.shuffle(made)
    return made


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str) -> tuple[int, str]:
    """Send one request over a kept connection, read the whole answer; return its status and where it leads."""
    writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    lines = head.split("\r\n")
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    await reader.readexactly(int(fields["content-length"]))
    return int(lines[0].split()[1]), fields.get("location", "")


async def read_on(
    port: int, wanted: Sequence[tuple[str, str]], at: int, until: float, pause: float, told: Told
) -> None:
    """Be one reader: one address after the other, redirects followed, until the time is over."""
    chosen = random.Random(SEED + at)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        kind, address = wanted[at % len(wanted)]
        at += 1
        started = time.perf_counter()
        try:
            status, leads = await asyncio.wait_for(ask(reader, writer, address), 60)
            if status in {301, 302}:
                status, _ = await asyncio.wait_for(ask(reader, writer, leads.partition("#")[0]), 60)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            told.errors[f"{kind}: {type(error).__name__}"] += 1
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            continue
        if status != 200:
            told.errors[f"{kind}: {status} {address}"] += 1
        told.times.setdefault(kind, []).append((time.perf_counter() - started) * 1000)
        if pause:
            await asyncio.sleep(chosen.expovariate(1 / pause))
    writer.close()


async def read_all(port: int, wanted: Sequence[tuple[str, str]], readers: int, seconds: float, pause: float) -> Told:
    """Let many readers read at once for some seconds."""
    told = Told(seconds=seconds)
    until = time.perf_counter() + seconds
    step = len(wanted) // readers
    await asyncio.gather(*(read_on(port, wanted, each * step, until, pause, told) for each in range(readers)))
    return told


def read(port: int, wanted: Sequence[tuple[str, str]], readers: int, seconds: float, pause: float) -> Told:
    """Read in a process of its own, so that the readers do not hold up what they measure."""
    order = json.dumps([port, wanted, readers, seconds, pause])
    command = [sys.executable, "-m", "tests.bench.web_load", "--as-readers"]
    done = subprocess.run(command, input=order, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return Told(found["times"], Counter(found["errors"]), found["seconds"])


@contextmanager
def serving(command: list[str], home: Path) -> Iterator[tuple[int, int]]:
    """Run a server; give its port and process id."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment(home))
    assert process.stdout is not None
    try:
        line = next(line for line in process.stdout if PORT_LINE in line)
        yield int(line.partition(PORT_LINE)[2].split()[0]), process.pid
    finally:
        process.terminate()
        process.wait()


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a command over a home."""
    return {**os.environ, "VANBAN_HOME": str(home)}


def vanban(home: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start a command of the product."""
    code = "from web.cli import main; main()"
    command = [sys.executable, "-c", code, *words]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment(home))


def disturbed(home: Path, port: int, wanted: Sequence[tuple[str, str]], readers: int, pause: float) -> tuple[Told, int]:
    """Read while files are taken in and the index is built anew; return what was met and the number of swaps."""
    before = state(home)
    fictional = Path(__file__).resolve().parent.parent / "web" / "fictional"
    told = Told()
    for words in (("ingest", str(fictional)), ("index", "rebuild")):  # one after the other: the index has one writer
        work = vanban(home, *words)
        told.add(read(port, wanted, readers, 15, pause))
        while work.poll() is None:
            told.add(read(port, wanted, readers, 10, pause))
        if work.returncode:
            raise SystemExit(f"vanban {words[0]} beside the readers ended with {work.returncode}")
    return told, before != state(home)


def state(home: Path) -> str:
    """Return what the current index is."""
    folder = load(home=home).index
    current = (folder / "CURRENT").read_text("utf-8")
    return f"{current} {manifest_of(folder / current).outbox}"


def line(name: str, told: Told) -> str:
    """Return a line of figures."""
    times = told.all_times
    p50, p95, most = spread(times)
    rate = len(times) / told.seconds
    return f"{name:22}{p50:9.1f}{p95:9.1f}{most:9.1f}{rate:11.1f}{len(times):10}{sum(told.errors.values()):8}"


def report(home: Path, readers: int, seconds: float, pause: float) -> int:
    """Print the figures; return the number of errors."""
    wanted = addresses(home)
    settings = load(home=home)
    serve = [sys.executable, "-c", "from web.cli import main; main()", "serve", "--port", "0"]
    bare = [sys.executable, "-c", _BARE.format(threads=settings.threads)]
    ours, theirs = Told(), Told()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    print(f"{readers} readers, {seconds:.0f} s, pause {pause:g} s, {os.cpu_count()} cores, {settings.threads} threads")
    print(f"{'':22}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}{'answers/s':>11}{'answers':>10}{'errors':>8}")
    with serving(serve, home) as (port, _), serving(bare, home) as (other, _):
        read(port, wanted, readers, 3, 0)
        for _ in range(TURNS):
            ours.add(read(port, wanted, readers, seconds / TURNS, pause))
            theirs.add(read(other, [("bare", "/")], 50, seconds / TURNS, pause) if readers == 50 else Told())
        print(line("all pages", ours), flush=True)
        for kind in sorted(ours.times):
            print(line(f"  {kind}", Told({kind: ours.times[kind]}, Counter(), ours.seconds)))
        print(line("bare Flask page", theirs), flush=True)
        told, swapped = disturbed(home, port, wanted, readers, pause)
        print(line("while written", told))
        print(f"index swapped: {'yes' if swapped else 'no'}")
    for reason, times in (ours.errors + theirs.errors + told.errors).most_common(10):
        print(f"  {times} x {reason}")
    return sum((ours.errors + theirs.errors + told.errors).values())


def main() -> None:
    """Fill when needed, serve, read, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("home", nargs="?", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--pause", type=float, default=0.0)
    parser.add_argument("--as-readers", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.as_readers:
        port, wanted, readers, seconds, pause = json.load(sys.stdin)
        json.dump(asdict(asyncio.run(read_all(port, wanted, readers, seconds, pause))), sys.stdout)
        return
    with tempfile.TemporaryDirectory() as temporary:
        home = asked.home or Path(temporary)
        if asked.home is None:
            fill(home)
        if report(home, asked.readers, asked.seconds, asked.pause):
            raise SystemExit("some requests failed")


if __name__ == "__main__":
    main()
