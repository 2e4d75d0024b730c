"""A real OpenSearch for tests, where its launcher lies beside the checkout: found, built, started, stopped.

The launcher is the program named by VANBAN_OPENSEARCH_HERE, else ``shared/tools/opensearch-here`` beside the checkout.
"""

import fcntl
import os
import random
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
MODEST = ("--heap", "512m", "--wait", "90")
LIMIT = 150
"""Seconds for building and starting; some 35 are needed the first time, 5 later."""


class NotHereError(Exception):
    """Why there is no cluster."""


@dataclass(frozen=True)
class Cluster:
    """Running nodes: their addresses and process ids."""

    addresses: tuple[str, ...]
    pids: tuple[int, ...]

    @property
    def url(self) -> str:
        """All addresses, as the setting takes them."""
        return ",".join(self.addresses)


def launcher() -> Path | None:
    """Return the launcher, or None where there is none."""
    beside = CHECKOUT.parent / "shared" / "tools" / "opensearch-here" / "opensearch-here"
    path = Path(os.environ.get("VANBAN_OPENSEARCH_HERE") or beside)
    return path if path.is_file() else None


def folder() -> Path:
    """Return where the build is kept from run to run; an ordinary user can read it even when root made it."""
    return Path(tempfile.gettempdir()) / f"vanban-opensearch-{os.getuid()}"


@contextmanager
def cluster(nodes: int) -> Iterator[Cluster]:
    """Start nodes on free ports of the loopback, and stop just these afterwards.

    Args:
        nodes: One or three.

    Raises:
        NotHereError: The launcher or Java is absent, or it could not build or start.
    """
    program = launcher()
    if program is None:
        raise NotHereError("no OpenSearch launcher beside the checkout (set VANBAN_OPENSEARCH_HERE), no OPENSEARCH_URL")
    if shutil.which("java") is None:
        raise NotHereError("the OpenSearch launcher needs Java: apt install openjdk-17-jdk-headless")
    with _alone():
        port = str(_free(nodes))
        told = _run(program, "start", "--nodes", str(nodes), "--port", port, "--fresh", *MODEST)
    try:
        found = re.findall(r"pid (\d+) http (127\.0\.0\.1:\d+)", told)
        yield Cluster(tuple(f"http://{address}" for _, address in found), tuple(int(pid) for pid, _ in found))
    finally:
        _run(program, "stop", "--port", port)


@contextmanager
def _alone() -> Iterator[None]:
    """Let one test process at a time build and start: several run side by side and share the build."""
    with folder().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _run(program: Path, action: str, *options: str) -> str:
    try:
        done = subprocess.run(
            [program, action, folder(), *options], capture_output=True, text=True, timeout=LIMIT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotHereError(f"{program.name} {action}: no answer after {LIMIT} s") from error
    if done.returncode:
        raise NotHereError(f"{program.name} {action}: {(done.stdout + done.stderr).strip()[-400:]}")
    return done.stdout


def _free(nodes: int) -> int:
    """Return a port with room for every node's two ports, below those that the system gives out itself."""
    for _ in range(200):
        port = 10 * random.randrange(1100, 3100)
        if all(map(_is_free, (port + step for base in (0, 100) for step in range(base, base + nodes)))):
            return port
    raise NotHereError("no free ports on the loopback")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
