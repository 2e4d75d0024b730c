"""A reader for tests of the ingest: files say in JSON what reading them yields, or how it goes wrong."""

import json
import os
import signal
import time
from datetime import date
from pathlib import Path

from registry.document import ParsedDocument
from registry.errors import InputRefused
from tests.fictional import UBND, File

PARSER = "tests.fake_parser:parse"


def parse(path: Path, *, name: str | None = None) -> ParsedDocument:
    """Do what the file says."""
    said = json.loads(path.read_bytes())
    if "behave" in said:
        _misbehave(said["behave"])
    time.sleep(said.get("seconds", 0))
    return File(
        name=name or path.name,
        number=said["number"],
        issued=date.fromisoformat(said["issued"]) if said.get("issued") else None,
        title=said.get("title", "Ban hành quy định thử nghiệm"),
        issuers=(said.get("issuer", UBND),),
        body=said.get("body", "Điều 1. Thử nghiệm"),
        cites=tuple((verb, number, None) for verb, number in said.get("cites", ())),
    ).parsed()


def _misbehave(how: str) -> None:
    if how == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "sleep":
        time.sleep(600)
    if how == "fault":
        raise ZeroDivisionError("phép chia hỏng")
    if how == "deep":
        _misbehave(how)
    if how == "memory":
        bytearray(4 << 30)
    raise InputRefused("empty", "Tệp không có chữ.", hint="Kiểm tra lại tệp.")


def write(folder: Path, name: str, **said: object) -> Path:
    """Write a file that this reader understands."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return path


def write_province(folder: Path, count: int = 12) -> Path:
    """Write a folder of documents that cite and replace each other."""
    for n in range(count):
        cites = [["based_on", f"{9000 + n - 1}/2025/QĐ-UBND"], ["replaces", f"{9000 + n + 1}/2025/QĐ-UBND"]]
        day = f"2025-01-{n % 28 + 1:02d}"
        write(
            folder, f"{n:03d}.json", number=f"{9000 + n}/2025/QĐ-UBND", issued=day, cites=cites, body=f"Điều 1. Số {n}"
        )
    return folder
