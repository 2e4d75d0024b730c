"""Latency over HTTP: faceted search pages and suggestions beside the health page, same server, same run.

``python -m tests.bench.web_latency [HOME]``: with a folder, measures the registry that is in it; without one, loads the
catalogue and, when it is there, the real corpus into a temporary home first.
"""

import http.client
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from indexer.sync import sync
from registry import ingest
from registry.catalogue import entries
from registry.settings import load
from registry.store import Registry
from tests.bench._queries import FACETS, PREFIXES, QUERIES
from tests.conftest import corpus_folder

ROUNDS = 200
PORT_LINE = "http://127.0.0.1:"


def fill(home: Path) -> None:
    """Fill a home with the catalogue and the core and gazette folders of the corpus."""
    settings = load(home=home)
    folders = [path for name in ("core", "gazette") if (path := corpus_folder() / name).is_dir()]
    with Registry.open(settings) as registry:
        registry.put_catalogue(entries())
        ingest.run(registry, folders)
        sync(registry, settings)


def start(home: Path) -> tuple[subprocess.Popen[str], int]:
    """Start ``vanban serve`` on a free port; return the process and the port."""
    code = "from web.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"VANBAN_HOME": str(home), "PATH": ""})
    assert process.stdout is not None
    for line in process.stdout:
        if PORT_LINE in line:
            return process, int(line.partition(PORT_LINE)[2].split()[0])
    raise SystemExit("the server did not start")


def searches() -> list[str]:
    """Return 200 search addresses: every query, most of them under facets."""
    chosen = random.Random(2026)
    made = []
    for number in range(ROUNDS):
        query = QUERIES[number % len(QUERIES)]
        facets = "&".join(chosen.sample(FACETS, number % 3))
        page = "&trang=2" if number % 10 == 9 else ""
        made.append(f"/tim-kiem?tat-ca=1&q={quote(query)}{'&' if facets else ''}{facets}{page}")
    return made


def suggestions() -> list[str]:
    """Return 200 suggestion addresses: prefixes as they are typed."""
    made = [prefix[:length] for prefix in PREFIXES for length in range(1, len(prefix) + 1)]
    return [f"/goi-y?q={quote(made[number * 7 % len(made)])}" for number in range(ROUNDS)]


def measure(port: int, addresses: Iterable[str]) -> list[float]:
    """Return the time of each request in milliseconds, over one kept-alive connection as browsers use it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times = []
    for address in addresses:
        started = time.perf_counter()
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        times.append((time.perf_counter() - started) * 1000)
        if answer.status != 200:
            raise SystemExit(f"{address} answered {answer.status}")
    connection.close()
    return times


def spread(times: Sequence[float]) -> tuple[float, float, float]:
    """Return median, 95th percentile and maximum."""
    return statistics.median(times), statistics.quantiles(times, n=20)[-1], max(times)


def report(port: int) -> None:
    """Measure in turns, so that a busy machine weighs on all alike, and print the figures."""
    kinds = {"health page": ["/suc-khoe"] * ROUNDS, "search page": searches(), "suggestions": suggestions()}
    times: dict[str, list[float]] = {name: [] for name in kinds}
    for name in kinds:
        measure(port, kinds[name][:20])
    for at in range(0, ROUNDS, 20):
        for name, addresses in kinds.items():
            times[name] += measure(port, addresses[at : at + 20])
    print(f"{'':14}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}   ({ROUNDS} requests each)")
    for name, found in times.items():
        print(f"{name:14}" + "".join(f"{value:9.1f}" for value in spread(found)))
    ratio = spread(times["suggestions"])[1] / spread(times["health page"])[1]
    print(f"suggestions p95 / health page p95: {ratio:.2f} (at most 3)")


def main() -> None:
    """Load when needed, serve, measure."""
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        if len(sys.argv) == 1:
            fill(home)
        process, port = start(home)
        try:
            report(port)
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
