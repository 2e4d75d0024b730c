"""Typst in a bounded process: its own folder, its own fonts, limited memory and time, no way to other files."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import orjson

from registry.errors import VanbanError
from registry.handbook import fonts as font_files
from registry.handbook import gate, glyphs
from registry.handbook.content import HandbookContent
from registry.handbook.layout import layout

_TAIL: Final = 600


@dataclass(frozen=True, slots=True)
class Limits:
    """What one build may use.

    Args:
        seconds: Wall-clock time.
        megabytes: Address space; a page needs about 1.4 MB.
    """

    seconds: float = 600.0
    megabytes: int = 6144


def build(content: HandbookContent, fonts: Path | None = None, limits: Limits | None = None) -> bytes:
    """Print a handbook.

    Args:
        content: Everything to print.
        fonts: Folder with the fonts of the book; the shipped ones when not given.
        limits: Time and memory of the build.

    Returns:
        A PDF (PDF/A-2a and PDF/UA-1), the same bytes for the same content.

    Raises:
        MissingTool: A font is missing.
        InputRefused: A character has no glyph, or the book is too large for the limits.
        VanbanError: The page gate found a page missing.
    """
    folder = fonts or font_files.shipped()
    glyphs.check(content, folder)
    template = files("registry.handbook").joinpath("template.typ").read_bytes()
    pdf, pages = typeset(template, layout(content), content.printed, folder, limits or Limits())
    gate.check(content, pages, pdf)
    return pdf


def typeset(
    template: bytes, data: Any, printed: date, fonts: Path | None = None, limits: Limits | None = None
) -> tuple[bytes, list[dict[str, Any]]]:
    """Print any template of the product in the bounded process.

    Args:
        template: Typst source that reads ``data.json`` and leaves marks ``<gate>`` of ``{"id", "page"}``.
        data: What the template reads; words are strings and never markup.
        printed: Day that the file says it was made on.
        fonts: Folder with the fonts; the shipped ones when not given.
        limits: Time and memory.

    Returns:
        A PDF (PDF/A-2a and PDF/UA-1), and the marks in their order.

    Raises:
        VanbanError: It cannot be laid out, or needs more than the limits.
    """
    bounds = limits or Limits()
    with tempfile.TemporaryDirectory(prefix="vanban-handbook-") as name:
        room = Path(name)
        created = int(datetime.combine(printed, time(), UTC).timestamp())
        folder = str((fonts or font_files.shipped()).resolve())
        job: dict[str, Any] = {"fonts": folder, "megabytes": bounds.megabytes, "created": created}
        (room / "job.json").write_bytes(orjson.dumps(job))
        (room / "data.json").write_bytes(orjson.dumps(data))
        (room / "book.typ").write_bytes(template)
        _run(room, bounds)
        report = orjson.loads((room / "pages.json").read_bytes())
        return (room / "book.pdf").read_bytes(), report["pages"]


def _run(room: Path, limits: Limits) -> None:
    worker = Path(__file__).with_name("worker.py")
    environment = {"PATH": os.defpath, "MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": str(min(4, os.cpu_count() or 1))}
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(worker), str(room)],
            cwd=room,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = f"Dựng sổ tay quá {limits.seconds:g} giây nên đã dừng."
        raise VanbanError("handbook-too-slow", message, hint="Chia sổ tay thành nhiều tập.") from error
    if done.returncode != 0:
        raise _failure(done.returncode, done.stderr.decode(errors="replace"), limits)


def _failure(code: int, output: str, limits: Limits) -> VanbanError:
    if code < 0 or "memory" in output.lower():
        message = f"Sổ tay cần nhiều hơn {limits.megabytes} MB bộ nhớ nên đã dừng."
        return VanbanError("handbook-too-large", message, hint="Chia sổ tay thành nhiều tập.")
    message = f"Không dàn trang được sổ tay: {output[-_TAIL:].strip()}"
    return VanbanError("handbook-typesetting-failed", message, hint="Báo lỗi này kèm tệp mô tả sổ tay.")
