"""kill -9 at 50 random moments of an ingest: run again, it ends in the same registry as an undisturbed run.

Run from the checkout: ``python -m tests.bench.ingest_kills [number of kills]``.
"""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from registry.ingest import run
from registry.settings import load
from registry.store import Registry
from registry.store.dump import dump
from tests.bench.ingest_scale import write_files

KILLS = 50
FILES = 40
_PROGRAM = """
import sys
from pathlib import Path
from registry.ingest import run
from registry.settings import load
from registry.store import Registry
with Registry.open(load(home=Path(sys.argv[1]), workers=2)) as registry:
    print("ready", flush=True)
    run(registry, [Path(sys.argv[2])])
"""


def undisturbed(folder: Path, home: Path) -> tuple[dict[str, list[object]], float]:
    """Return what an undisturbed run leaves, and its seconds."""
    with Registry.open(load(home=home, workers=2)) as registry:
        started = time.perf_counter()
        run(registry, [folder])
        return dump(registry), time.perf_counter() - started


def kill_once(folder: Path, home: Path, seconds: float) -> bool:
    """Start an ingest and kill it after a time; return whether it was still at work."""
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(home), str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(seconds)
    at_work = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    return at_work


def main(kills: int) -> int:
    """Measure and print; 1 when any registry differs."""
    chance = random.Random(9)
    with TemporaryDirectory(prefix="vanban-bench-") as place:
        folder = Path(place) / "in"
        folder.mkdir()
        write_files(folder, FILES)
        wanted, seconds = undisturbed(folder, Path(place) / "whole")
        home, killed, whole, rounds, damaged = Path(place) / "home-0", 0, 0, 0, 0
        while killed < kills:
            if kill_once(folder, home, chance.random() * seconds / 4):
                killed += 1
                with Registry.open(load(home=home, workers=2)) as registry:
                    damaged += any(each.damage for each in registry.check())
                if killed % 5 and killed < kills:
                    continue
            rounds += 1
            with Registry.open(load(home=home, workers=2)) as registry:
                run(registry, [folder])
                whole += dump(registry) == wanted
            home = Path(place) / f"home-{rounds}"
    print(f"{killed} kills in {rounds} ingests of {FILES} files: {whole} ended as the undisturbed run")
    print(f"registries found damaged right after a kill: {damaged}")
    return int(whole < rounds or damaged > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS))
