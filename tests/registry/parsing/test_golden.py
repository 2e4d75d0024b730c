"""Real documents against the labels of tests/golden: a share of them here, all of them in tests/bench/reading.py."""

from pathlib import Path

import pytest

from registry.document import ParsedDocument
from registry.parsing.reading import parse
from registry.text import fold
from tests.golden_facts import (
    articles_of,
    bases_of,
    f1,
    header_rows,
    header_values,
    labels,
    portal_rows,
    portal_structure,
)

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


def test_header_facts_of_a_portal_and_of_resolutions(corpus: Path) -> None:
    wrong = []
    for row in portal_rows():
        found = parse(corpus / row["file"]).header
        read = header_values(found) | {"signer": ";".join(signer.name for signer in found.signers)}
        wrong += [(row["file"], field) for field in ("number", "type", "issued") if read[field] != row[field]]
        wrong += [(row["file"], field) for field in ("issuer", "effective") if fold(read[field]) != fold(row[field])]
        wrong += [(row["file"], "title")] if not fold(read["title"]).startswith(fold(row["title_begins"])) else []
        wrong += [(row["file"], "signer")] if row["signer"] and read["signer"] != row["signer"] else []
    assert not wrong


def test_articles_and_bases_of_a_portal(corpus: Path) -> None:
    for file, facts in portal_structure().items():
        found = parse(corpus / file)
        assert (articles_of(found), bases_of(found)) == facts, file


def test_articles_of_the_sample(read: dict[str, ParsedDocument]) -> None:
    wanted = [one for one in labels() if one.file in read]
    assert len(wanted) > 20
    assert f1((one.articles, articles_of(read[one.file])) for one in wanted) >= 0.99


def test_every_span_slices_back(read: dict[str, ParsedDocument]) -> None:
    for document in read.values():
        for one in document.provisions:
            assert document.text[one.start : one.end].strip()
            assert document.text[one.start] not in "\n “"
