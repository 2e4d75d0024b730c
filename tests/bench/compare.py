"""How long two documents take to be laid side by side: ``python -m tests.bench.compare``.

The three largest texts of the corpus against each other, and official consolidated texts against what they consolidate.
"""

from pathlib import Path
from time import process_time

from registry.compare import align, units
from registry.compare.report import compared
from registry.document import ParsedDocument
from registry.parsing.reading import parse
from tests.bench._corpus import corpus_folder

NETWORKS = (
    ("09-2022-tt-bldtbxh", "1676-vbhn"),
    ("12-2022-tt-bldtbxh", "469-vbhn"),
    ("02-2022-tt-bldtbxh", "1315-vbhn"),
)


def main() -> None:
    """Print seconds of processor time for each pair."""
    folder = corpus_folder()
    files = sorted([*folder.glob("core/*.json"), *folder.glob("gazette/*.json")], key=lambda each: each.stat().st_size)
    named = [tuple(next(path for path in files if part in path.name) for part in pair) for pair in NETWORKS]
    largest = files[-3:]
    pairs = [*named, (largest[2], largest[1]), (largest[2], largest[0]), (largest[1], largest[0])]
    read: dict[Path, ParsedDocument] = {path: parse(path) for pair in pairs for path in pair}
    for left, right in pairs:
        one, other = read[left], read[right]
        start = process_time()
        found = compared(align(units(one.text, one.provisions), units(other.text, other.provisions)))
        took = process_time() - start
        print(
            f"{left.stem[:34]:34}  {right.stem[:34]:34}  {len(one.text):>9,} + {len(other.text):>9,} characters"
            f"  {len(found.rows):>5} rows  {found.counts['changed']:>4} changed  {took:6.2f} s"
        )


if __name__ == "__main__":
    main()
