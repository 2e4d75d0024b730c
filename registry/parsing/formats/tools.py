"""Programs outside Python that read what no library reads; each absence is an error that names the package."""

import os
import resource
import shutil
import signal
import subprocess  # programs are named here, never by input
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from registry.errors import InputRefused, MissingTool
from registry.parsing.limits import refuse

SECONDS: Final = 120
_PATIENCE: Final = 3  # times the processor's time that a busy machine may take
_MEMORY: Final = 1_500_000_000


def find(program: str, package: str) -> str:
    """Return the path of a program.

    Args:
        program: Its name.
        package: The Debian package that holds it.

    Raises:
        MissingTool: It is not installed.
    """
    path = shutil.which(program)
    if path is None:
        raise missing(program, package)
    return path


def missing(program: str, package: str) -> MissingTool:
    """Return the error for a program that is not installed."""
    return MissingTool(
        "missing-tool", f"Chưa cài chương trình {program}.", hint=f"Trên Debian/Ubuntu: sudo apt install {package}"
    )


def run(command: Sequence[str], data: bytes = b"", seconds: int = SECONDS) -> bytes:
    """Return what a program prints, within bounds of time and memory.

    Args:
        command: The program and its arguments.
        data: What it is given to read.
        seconds: Of the processor's time.

    Raises:
        InputRefused: It fails or takes too long.
    """
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603
            list(command), input=data, capture_output=True, timeout=seconds * _PATIENCE, check=True, env=environment,
            preexec_fn=_bounds(seconds),
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise _too_slow() from error
    except subprocess.CalledProcessError as error:
        if error.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            raise _too_slow() from error
        raise refuse("damaged", f"Chương trình {Path(command[0]).name} không đọc được tệp.", "Tải lại tệp.") from error
    return done.stdout


def _too_slow() -> InputRefused:
    return refuse("too-slow", "Đọc tệp mất quá nhiều thời gian; đã dừng.", "Tách tệp thành nhiều phần.")


def _bounds(seconds: int) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    return limit
