"""How well gazette PDFs are read: words of each PDF against its JSON twin, both as canonical text.

Run from the checkout: ``python tests/bench/pdf_twins.py [number of documents to list]``.
"""

import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from registry.parsing import canonicalise, read_file  # noqa: E402
from registry.parsing.structure import provisions  # noqa: E402

CORPUS = Path(os.environ.get("VANBAN_CORPUS") or ROOT.parent / "shared" / "corpus")


def words(text: str) -> list[str]:
    """Return the words and numbers of a text; brackets of note marks and dotted form lines are left out."""
    text = re.sub(r"\[(\d{1,3})\]", r" \1 ", text)
    return re.findall(r"[^\W_]+", text)


def twins() -> Iterator[tuple[Path, Path]]:
    """Yield each PDF with its JSON twin."""
    for folder, twin in (("core", "core"), ("pdf", "gazette")):
        for pdf in sorted((CORPUS / folder).glob("*.pdf")):
            json = CORPUS / twin / f"{pdf.stem}.json"
            if json.exists():
                yield pdf, json


def in_order(read: list[str], truth: list[str]) -> int:
    """Return how many words stand in the same order in both, block by block."""
    step, found = 4000, 0
    for at in range(0, max(len(truth), 1), step):
        ratio = at / max(len(truth), 1)
        near = int(ratio * len(read))
        part = read[max(0, near - 300) : near + step + 300]
        matcher = SequenceMatcher(None, part, truth[at : at + step], autojunk=False)
        found += sum(block.size for block in matcher.get_matching_blocks())
    return found


def tree(text: str) -> list[str]:
    """Return the addresses of the provisions of a text."""
    return [provision.id for provision in provisions(text)[0]]


def main() -> int:
    """Print word accuracy, order accuracy and equal provision trees, per document and in all."""
    worst, total, same, ordered, seconds, size, trees = [], 0, 0, 0, 0.0, 0, 0
    for pdf, json in twins():
        began = time.perf_counter()
        text = canonicalise(read_file(pdf)).text
        seconds += time.perf_counter() - began
        size += pdf.stat().st_size
        twin = canonicalise(read_file(json)).text
        trees += tree(text) == tree(twin)
        read, truth = words(text), words(twin)
        common = sum((Counter(read) & Counter(truth)).values())
        total, same = total + max(len(truth), len(read)), same + common
        order = in_order(read, truth) if "--order" in sys.argv else 0
        ordered += order
        worst.append((common / max(len(truth), len(read), 1), len(truth), pdf.name))
    worst.sort()
    for accuracy, count, name in worst[: int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 10]:
        print(f"{accuracy:8.2%} {count:8d} words  {name}")
    below = sum(accuracy < 0.99 for accuracy, _, _ in worst)
    print(f"documents {len(worst)}, words {total}, word accuracy {same / max(total, 1):.3%}, below 99 %: {below}")
    print(f"provision tree equal in {trees} of {len(worst)} documents ({trees / max(len(worst), 1):.1%})")
    if ordered:
        print(f"words in the same order {ordered / max(total, 1):.3%}")
    print(f"{size / 1e6:.1f} MB of PDF read in {seconds:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
