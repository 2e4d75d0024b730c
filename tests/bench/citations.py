"""Citations: exact match on the labelled snippets, and speed on the corpus."""

import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from registry.citations import find
from registry.document import Citation
from registry.parsing.canonical import canonicalise
from registry.parsing.files import read_file
from tests.bench._citation_lines import labelled_lines
from tests.bench._corpus import corpus_folder

DISPUTES = Path(__file__).resolve().parent.parent / "golden" / "citation_disputes.json"
_PLAIN = ("number", "article", "clause", "point", "annex", "name", "subpoint", "section")

Compared = tuple[str | None, ...]


def expected(label: Mapping[str, Any]) -> Compared:
    """Return a label as a comparable row; "self" in a unit means "này", which a bare snippet cannot place."""
    own = label["kind"] == "self"
    units = (None if label.get(key) == "self" else label.get(key) for key in _PLAIN)
    kind = label.get("self_kind") if own else label["kind"]
    return (*units, kind, str(own), str("target" in label), label.get("date"), label.get("year"))


def found(citation: Citation) -> Compared:
    """Return a citation as a comparable row."""
    units = (getattr(citation, key) for key in _PLAIN)
    issued = citation.issued.isoformat() if citation.issued else None
    year = str(citation.year) if citation.year else None
    return (*units, citation.kind, str(citation.self), str(citation.amended), issued, year)


def mismatches(folder: Path) -> tuple[int, dict[int, tuple[str, list[Compared], list[Compared]]]]:
    """Return the number of snippets and those whose citations differ from their label, by index."""
    rows = [json.loads(line) for line in (folder / "citations.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong: dict[int, tuple[str, list[Compared], list[Compared]]] = {}
    for index, row in enumerate(rows):
        want = [expected(label) for label in row["expected"]]
        got = [found(citation) for citation in find(row["text"])]
        if want != got:
            wrong[index] = (row["text"], want, got)
    return len(rows), wrong


def disputed() -> dict[int, str]:
    """Return the reasons why labels are thought wrong, by index."""
    return {row["index"]: row["reason"] for row in json.loads(DISPUTES.read_text(encoding="utf-8"))}


def texts(folder: Path) -> Iterator[str]:
    """Yield the canonical text of the gazette files."""
    for path in sorted([*folder.glob("core/*.json"), *folder.glob("gazette/*.json")]):
        yield canonicalise(read_file(path)).text


def speed(folder: Path) -> None:
    """Print how fast citations are found, in megabytes of UTF-8 text a second on one core."""
    every = list(texts(folder))
    size = sum(len(text.encode()) for text in every) / 1e6
    start = time.process_time()
    count = sum(len(find(text)) for text in every)
    spent = time.process_time() - start
    print(f"find: {len(every)} texts, {size:.1f} MB, {count} citations, {spent:.2f} s, {size / spent:.1f} MB/s")


def drawn(folder: Path) -> None:
    """Print how many of the lines drawn blind are read as labelled, by draw."""
    rows = list(labelled_lines(folder))
    for seed in sorted({row.seed for row in rows}):
        mine = [row for row in rows if row.seed == seed]
        right = sum(row.found == row.expected for row in mine)
        corrected = sum(row.first != row.expected for row in mine)
        print(f"lines drawn with seed {seed}: {right}/{len(mine)} exact ({corrected} labels corrected from the page)")
        for row in mine:
            if row.found != row.expected:
                print(f"  {row.file}\n    label {row.expected}\n    found {row.found}")


def main() -> None:
    """Print every figure."""
    folder = corpus_folder()
    total, wrong = mismatches(folder)
    disputes = disputed()
    right = total - len(wrong)
    undisputed = right + len([index for index in wrong if index in disputes])
    print(f"citations.jsonl: exact match {right}/{total} = {right / total:.1%}")
    print(f"with disputed labels set aside: {undisputed}/{total} = {undisputed / total:.1%}")
    for index, (text, want, got) in wrong.items():
        print(f"  {index}: {text!r}\n    label {want}\n    found {got}\n    {disputes.get(index, 'not disputed')}")
    drawn(folder)
    speed(folder)


if __name__ == "__main__":
    main()
