from datetime import date
from pathlib import Path

import pytest
import yaml

from registry.catalogue import entries
from registry.errors import BadRequest
from registry.handbook import Reference, parse_spec, read_spec

FULL = """
title: Sổ tay thử nghiệm
department: Sở Tư pháp tỉnh Hư Cấu
edition: Lần thứ nhất
as_at: 2025-07-01
printed: "2025-07-05"
paper: A5
parts:
  - title: Phần thử nghiệm
    note: Ghi chú
    documents:
      - 9001/2025/QĐ-UBND
      - 9002/NQ-HĐND#d5
      - document: ke-hoach-9003
        provisions: [d1, d2.k3]
documents: [9004/KH-UBND]
"""
LEAST = {"title": "Sổ tay", "department": "Sở Tư pháp", "as_at": "2025-07-01", "documents": ["9001/QĐ-UBND"]}


def test_every_form_of_reference_is_read(tmp_path: Path) -> None:
    (tmp_path / "so-tay.yaml").write_text(FULL, encoding="utf-8")
    spec = read_spec(tmp_path / "so-tay.yaml")
    assert (spec.as_at, spec.printed, spec.paper) == (date(2025, 7, 1), date(2025, 7, 5), "a5")
    assert spec.parts[0].references == (
        Reference("9001/2025/QĐ-UBND"),
        Reference("9002/NQ-HĐND", ("d5",)),
        Reference("ke-hoach-9003", ("d1", "d2.k3")),
    )
    assert spec.references == (Reference("9004/KH-UBND"),)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": None}, "title"),
        ({"title": 5}, "title"),
        ({"as_at": "hôm nay"}, "as_at"),
        ({"as_at": None}, "as_at"),
        ({"paper": "a3"}, "paper"),
        ({"documents": "9001/QĐ-UBND"}, "documents"),
        ({"documents": []}, "documents"),
        ({"documents": [5]}, "documents"),
        ({"documents": [{"document": "x", "trang": 5}]}, "trang"),
        ({"tiêu đề": "x"}, "tiêu đề"),
        ({"parts": [{"documents": ["x"]}]}, "title"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, object], field: str) -> None:
    with pytest.raises(BadRequest) as caught:
        parse_spec({**LEAST, **change})
    assert caught.value.field == field
    assert caught.value.hint


@pytest.mark.parametrize("words", ["title: [", "", "- a", "!!python/object/apply:os.system ['true']"])
def test_a_file_that_is_no_plan_is_refused(words: str, tmp_path: Path) -> None:
    (tmp_path / "so-tay.yaml").write_text(words, encoding="utf-8")
    with pytest.raises(BadRequest):
        read_spec(tmp_path / "so-tay.yaml")


def test_the_example_of_the_manual_is_a_plan() -> None:
    manual = Path(__file__).parents[3] / "docs" / "handbook.md"
    example = manual.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    spec = parse_spec(yaml.safe_load(example))
    assert spec.paper == "a5"
    assert spec.parts
    assert spec.references


def test_the_example_to_copy_names_only_documents_of_the_catalogue() -> None:
    spec = read_spec(Path(__file__).parents[3] / "docs" / "examples" / "so-tay.yaml")
    known = {entry.number for entry in entries()}
    named = {each.document for each in (*spec.references, *(one for part in spec.parts for one in part.references))}
    assert named
    assert named <= known
