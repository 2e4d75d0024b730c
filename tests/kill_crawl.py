"""A crawl in a process of its own, killed at moments that a test chooses, then run to its end."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from registry.settings import load
from registry.sources.run import Options, run
from registry.sources.site import find
from registry.store import Registry
from registry.store.dump import dump
from tests.plain_parser import PARSER

PROGRAM = """
import sys
from pathlib import Path
from registry.settings import load
from registry.sources.run import Options, run
from registry.sources.site import find
from registry.store import Registry
with Registry.open(load(home=Path(sys.argv[1]), workers=1, crawl_seconds=0)) as registry:
    run(registry, find(sys.argv[2], province="Hư Cấu"), Options(allow_private=True, parser=sys.argv[3]),
        lambda step: print(step.stage, step.done, flush=True))
"""


def killed(home: Path, address: str, chance: random.Random, steps: int) -> None:
    """Start a crawl and kill it at a random moment.

    Args:
        home: Of the registry.
        address: Of the list.
        chance: Chooses the moment.
        steps: Steps that a whole run tells.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(home), address, PARSER],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    for _ in range(chance.randrange(steps)):
        if not process.stdout.readline():
            break
    time.sleep(chance.random() / 20)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def completed(home: Path, address: str) -> tuple[dict[str, list[Any]], list[str]]:
    """Run a crawl to its end; return what the registry knows then, and the damage that a check finds.

    Args:
        home: Of the registry.
        address: Of the list.
    """
    options = Options(allow_private=True, parser=PARSER)
    with Registry.open(load(home=home, workers=1, crawl_seconds=0)) as registry:
        assert run(registry, find(address, province="Hư Cấu"), options).state == "done"
        damage = [each.code for each in registry.check(deep=True) if each.damage]
        return dump(registry), damage
