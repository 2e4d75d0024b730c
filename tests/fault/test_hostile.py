"""Hostile files are refused with a reason, or read safely where they do no harm; memory stays bounded."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from registry.errors import InputRefused
from registry.parsing import canonicalise, read_file

from . import hostile

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("what", hostile.REFUSED)
def test_refused_with_a_reason(what: str, tmp_path: Path) -> None:
    name, make, code = hostile.REFUSED[what]
    path = tmp_path / name
    make(path)
    with pytest.raises(InputRefused) as refusal:
        read_file(path, ocr=False)
    assert refusal.value.code == code
    assert refusal.value.message.endswith(".")
    assert refusal.value.hint


@pytest.mark.parametrize("what", hostile.HARMLESS)
def test_harmless_oddities_are_read(what: str, tmp_path: Path) -> None:
    name, make = hostile.HARMLESS[what]
    path = tmp_path / name
    make(path)
    assert canonicalise(read_file(path, ocr=False)).text


def test_at_least_forty_kinds_of_attack() -> None:
    assert len(hostile.REFUSED) >= 40


def test_memory_stays_under_500_megabytes(tmp_path: Path) -> None:
    """All of them, one after the other, in a process of their own."""
    for at, (name, make, _) in enumerate(hostile.REFUSED.values()):
        folder = tmp_path / str(at)
        folder.mkdir()
        make(folder / name)
    done = subprocess.run(
        [sys.executable, "-c", _READ_ALL, str(tmp_path)], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout)
    assert told["refused"] == len(hostile.REFUSED)
    assert told["megabytes"] < 500


# The peak of this process's own pages (VmHWM): ru_maxrss also counts the pages that its parent had before it started.
_READ_ALL = """
import json, re, sys
from pathlib import Path
sys.path.insert(0, ".")
from registry.errors import InputRefused
from registry.parsing import read_file
refused = 0
for folder in sorted(Path(sys.argv[1]).iterdir()):
    for path in [*folder.iterdir()] or [folder / "missing"]:
        try:
            read_file(path, ocr=False)
        except InputRefused:
            refused += 1
peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) / 1024
print(json.dumps({"refused": refused, "megabytes": peak}))
"""
