"""Where the benchmarks find the corpus."""

import os
import sys
from pathlib import Path


def corpus_folder() -> Path:
    """Return the corpus folder; end the program with a reason when it is absent."""
    folder = Path(os.environ.get("VANBAN_CORPUS") or Path(__file__).resolve().parents[3] / "shared" / "corpus")
    if not folder.is_dir():
        print(f"No corpus at {folder}: set VANBAN_CORPUS to its folder. Nothing was measured.")
        sys.exit(0)
    return folder
