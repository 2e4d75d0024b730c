"""How well and how fast documents are read: header facts, articles, bases against the labels; MB of text a second."""

import time
from collections.abc import Iterable
from pathlib import Path

from registry import citations
from registry.document import Header, ParsedDocument
from registry.parsing.canonical import canonicalise
from registry.parsing.files import read_file
from registry.parsing.reading import read_text
from registry.parsing.structure import layout, provisions
from tests.bench._corpus import corpus_folder
from tests.golden_facts import (
    FIELDS,
    Labels,
    articles_of,
    bases_of,
    f1,
    header_rows,
    header_values,
    labels,
    portal_structure,
)

_BLANK = "blank"


def main() -> None:
    """Print the figures."""
    corpus = corpus_folder()
    rows = header_rows()
    texts = {file: _canonical(corpus / file) for file in rows}
    read = {file: read_text(text, meta) for file, (text, meta) in texts.items()}
    _headers(rows, read)
    _labelled(labels(), read)
    _portal(corpus)
    _speed([text for text, _ in texts.values()])


def _canonical(path: Path) -> tuple[str, dict[str, str]]:
    raw = read_file(path)
    return canonicalise(raw).text, raw.meta


def _headers(rows: dict[str, dict[str, str]], read: dict[str, ParsedDocument]) -> None:
    kept = {file: row for file, row in rows.items() if not row["note"].startswith(_BLANK)}
    for field in FIELDS:
        wrong = [file for file, row in kept.items() if header_values(read[file].header)[field] != row[field]]
        print(f"header {field:10} {1 - len(wrong) / len(kept):.4f} of {len(kept)} files right", *wrong)


def _labelled(wanted: Iterable[Labels], read: dict[str, ParsedDocument]) -> None:
    wanted = list(wanted)
    facts = [(_facts(one.header), _facts(_values(read[one.file].header))) for one in wanted]
    print(f"F1 header facts {f1(facts):.4f} over {len(wanted)} documents")
    for name, expected, found in (
        ("articles", [one.articles for one in wanted], [articles_of(read[one.file]) for one in wanted]),
        ("bases", [one.bases for one in wanted], [bases_of(read[one.file]) for one in wanted]),
    ):
        print(f"F1 {name:12} {f1(zip(expected, found, strict=True)):.4f}")
        for one, want, got in zip(wanted, expected, found, strict=True):
            if want != got:
                print(f"   {one.file}: missing {sorted(want - got)} extra {sorted(got - want)}")


def _portal(corpus: Path) -> None:
    pairs = [(facts, read_text(*_canonical(corpus / file))) for file, facts in portal_structure().items()]
    print(f"portal, {len(pairs)} documents: F1 articles {f1((facts[0], articles_of(one)) for facts, one in pairs):.4f}")
    print(f"portal, {len(pairs)} documents: F1 bases    {f1((facts[1], bases_of(one)) for facts, one in pairs):.4f}")


def _values(found: Header) -> dict[str, str]:
    return header_values(found)


def _facts(row: dict[str, str]) -> frozenset[str]:
    return frozenset(f"{field}={row[field]}" for field in FIELDS if row[field])


def _speed(texts: list[str]) -> None:
    size = sum(len(text.encode()) for text in texts) / 1e6
    began = time.process_time()
    found = [provisions(text, layout(text))[0] for text in texts]
    structure = time.process_time() - began
    began = time.process_time()
    for text, tree in zip(texts, found, strict=True):
        citations.find(text, provisions=tree)
    cited = time.process_time() - began
    print(f"{size:.1f} MB: structure {size / structure:.1f} MB/s, citations {size / cited:.1f} MB/s,")
    print(f"together {size / (structure + cited):.2f} MB/s on one core (target 1)")


if __name__ == "__main__":
    main()
