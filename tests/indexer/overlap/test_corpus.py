"""Real documents: an amended circular, its official consolidation, and a later circular that repeats a passage."""

from pathlib import Path

import pytest

from indexer.overlap.comparing import compare
from indexer.overlap.families import Families
from indexer.overlap.passages import read, without_common
from indexer.overlap.values import Options
from indexer.overlap.words import Lexicon
from registry.parsing.reading import parse
from registry.records import DocumentText


@pytest.fixture(scope="module")
def texts(corpus: Path) -> dict[int, DocumentText]:
    names = ("09-2022", "1676", "03-2024", "10-2022")
    paths = [next((corpus / "core").glob(f"*-{name}-*.json")) for name in names]
    parsed = [parse(path) for path in paths]
    return {at: DocumentText(at, one.text, one.provisions, (), ()) for at, one in enumerate(parsed)}


def test_the_consolidated_text_repeats_its_base(texts: dict[int, DocumentText]) -> None:
    lexicon, options = Lexicon(), Options()
    readings, common = without_common([read(text, lexicon, options) for text in texts.values()], options)
    canonical = {key: text.text for key, text in texts.items()}
    found = compare(readings, common, canonical, lexicon, Families([]), options).findings
    of_base = [f for f in found if (f.left.document_id, f.right.document_id) == (0, 1)]
    assert len(of_base) >= 10
    assert sum(f.kind == "same" for f in of_base) >= 5
    for finding in found:
        for (ls, le), (rs, re) in zip(finding.shared.left_spans, finding.shared.right_spans, strict=True):
            left = lexicon.read(canonical[finding.left.document_id], ls, le).exact.tolist()
            assert left == lexicon.read(canonical[finding.right.document_id], rs, re).exact.tolist()


def test_families_take_the_known_pairs_out(texts: dict[int, DocumentText]) -> None:
    lexicon, options = Lexicon(), Options()
    readings, common = without_common([read(text, lexicon, options) for text in texts.values()], options)
    canonical = {key: text.text for key, text in texts.items()}
    kin = Families([(1, 0, "consolidated")])
    compared = compare(readings, common, canonical, lexicon, kin, options)
    assert compared.families["consolidated"] >= 10
    assert not [f for f in compared.findings if (f.left.document_id, f.right.document_id) == (0, 1)]
