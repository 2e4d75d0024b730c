"""Real documents against the labels of tests/golden: a share of them here, all of them in tests/bench/reading.py."""

from pathlib import Path

import pytest

from registry.document import ParsedDocument
from registry.parsing.reading import parse
from tests.golden_facts import articles_of, f1, header_rows, header_values, labels

LARGEST = 120_000  # bytes; larger files are read by the benchmark only


def _small(corpus: Path, files: list[str]) -> list[str]:
    return [file for file in files if (corpus / file).stat().st_size < LARGEST]


@pytest.fixture(scope="module")
def read(corpus: Path) -> dict[str, ParsedDocument]:
    files = _small(corpus, sorted(header_rows()))[::2]
    return {file: parse(corpus / file) for file in files}


@pytest.mark.parametrize("field", ["number", "type", "issuer", "issued", "effective", "title"])
def test_header_facts_of_the_gazette(read: dict[str, ParsedDocument], field: str) -> None:
    rows = header_rows()
    wrong = [file for file, found in read.items() if header_values(found.header)[field] != rows[file][field]]
    assert len(wrong) <= len(read) * 0.02, wrong


def test_articles_of_the_sample(read: dict[str, ParsedDocument]) -> None:
    wanted = [one for one in labels() if one.file in read]
    assert len(wanted) > 20
    assert f1((one.articles, articles_of(read[one.file])) for one in wanted) >= 0.99


def test_every_span_slices_back(read: dict[str, ParsedDocument]) -> None:
    for document in read.values():
        for one in document.provisions:
            assert document.text[one.start : one.end].strip()
            assert document.text[one.start] not in "\n “"
