import csv
import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.overlap import Options, OverlapReport, cli, last_report, run
from indexer.overlap.listing import described
from registry.records import DocumentRecord, DocumentText, EffectState, OverlapPair, RelationRecord
from registry.settings import Settings, load

Sentence = Callable[[int, int], str]
Make = Callable[..., DocumentText]


def record(document_id: int) -> DocumentRecord:
    return DocumentRecord(
        id=document_id,
        slug=f"quyet-dinh-{9000 + document_id}-qd-ubnd",
        number=f"{9000 + document_id}/QĐ-UBND",
        type="Quyết định",
        title="Quy định mức hỗ trợ",
        issuer="UBND tỉnh Hư Cấu",
        issuer_code=None,
        level="provincial",
        issued=date(2025, 1, document_id),
        effective=None,
        expired=None,
        programmes=(),
        signers=(),
        effect=EffectState("unknown", None, ""),
        has_text=True,
        verified=True,
        sources=(),
        original=None,
        updated=datetime(2026, 1, 1, tzinfo=UTC),
    )


class FakeRegistry:
    """Holds texts and remembers the pairs saved."""

    def __init__(self, texts: Iterable[DocumentText], relations: dict[int, list[RelationRecord]] | None = None) -> None:
        self.texts = {text.document_id: text for text in texts}
        self.relations = relations or {}
        self.pairs: list[OverlapPair] = []
        self.run = ""

    def documents(self) -> list[DocumentRecord]:
        return [record(key) for key in self.texts]

    def document(self, document_id: int) -> DocumentRecord:
        return record(document_id)

    def by_number(self, text: str) -> list[DocumentRecord]:
        return [one for one in self.documents() if one.number == text]

    def text_of(self, document_id: int) -> DocumentText | None:
        return self.texts.get(document_id)

    def relations_of(self, document_id: int) -> list[RelationRecord]:
        return self.relations.get(document_id, [])

    def save_overlaps(self, run: str, pairs: Iterable[OverlapPair]) -> int:
        self.run, self.pairs = run, list(pairs)
        return len(self.pairs)

    def overlaps(
        self, offset: int = 0, limit: int = 50, document_id: int | None = None
    ) -> tuple[int, list[OverlapPair]]:
        mine = [p for p in self.pairs if document_id in (None, p.left_id, p.right_id)]
        return len(mine), mine[offset : offset + limit]

    def __enter__(self) -> "FakeRegistry":
        return self

    def __exit__(self, *_: object) -> None:
        return


@pytest.fixture
def settings() -> Settings:
    return load()


@pytest.fixture
def registry(document: Make, sentence: Sentence) -> FakeRegistry:
    """Document 2 copies an article of 1; document 3 copies one clause of it with a changed word."""
    copied = [sentence(1, 50), sentence(2, 50)]
    changed = " ".join(["khác" if at == 20 else word for at, word in enumerate(copied[1].split())])
    return FakeRegistry(
        [
            document(1, ("Mức hỗ trợ", copied), ("Điều khoản thi hành", [sentence(9, 40)])),
            document(2, ("", [sentence(3, 60)]), ("Mức hỗ trợ", copied), ("Điều khoản thi hành", [sentence(9, 40)])),
            document(3, ("Nội dung khác", [sentence(4, 70), changed])),
        ]
    )


def test_pairs_are_found_once_at_the_widest_level(registry: FakeRegistry, settings: Settings) -> None:
    report = run(registry, settings)
    assert [(p.left_id, p.left_provision, p.right_id, p.right_provision, p.kind) for p in registry.pairs] == [
        (1, "d1", 2, "d2", "same"),
        (1, "d1.k2", 3, "d1.k2", "near"),
        (2, "d2.k2", 3, "d1.k2", "near"),
    ]
    assert report.pairs == 3
    assert report.kinds == {"near": 2, "same": 1}
    assert report.set_aside["closing"] == 4
    assert registry.run == report.run


def test_spans_are_offsets_into_both_texts(registry: FakeRegistry, settings: Settings) -> None:
    run(registry, settings)
    for pair in registry.pairs:
        left, right = registry.texts[pair.left_id].text, registry.texts[pair.right_id].text
        for (ls, le), (rs, re) in zip(pair.left_spans, pair.right_spans, strict=True):
            assert left[ls:le].split() == right[rs:re].split()


def test_a_second_run_gives_the_same_pairs(registry: FakeRegistry, settings: Settings) -> None:
    run(registry, settings)
    first = registry.pairs
    run(registry, settings)
    assert registry.pairs == first


@pytest.mark.parametrize("verb", ["amends", "consolidates", "replaces", "corrects"])
def test_known_families_are_counted_but_not_reported(registry: FakeRegistry, settings: Settings, verb: str) -> None:
    edge = RelationRecord(verb, False, record(1).number, record(1), None, None, "", "machine")
    registry.relations = {2: [edge]}
    report = run(registry, settings)
    assert sum(report.families.values()) == 1
    assert {(p.left_id, p.right_id) for p in registry.pairs} == {(1, 3), (2, 3)}
    assert run(registry, settings, options=Options(families=True)).pairs == 3


def test_the_report_is_kept(registry: FakeRegistry, settings: Settings) -> None:
    assert last_report(settings) is None
    report: OverlapReport = run(registry, settings)
    assert last_report(settings) == report


def test_an_empty_registry_has_no_overlaps(settings: Settings) -> None:
    report = run(FakeRegistry([]), settings)
    assert (report.documents, report.candidates, report.pairs) == (0, 0, 0)


def test_progress_is_told(registry: FakeRegistry, settings: Settings) -> None:
    told: list[str] = []
    run(registry, settings, lambda stage, done, total: told.append(stage))
    assert set(told) == {"read", "align"}


def test_views_show_labels_words_and_marks(registry: FakeRegistry, settings: Settings) -> None:
    run(registry, settings)
    view = list(described(registry, registry.pairs))[1]
    assert view.left.label == "khoản 2 Điều 1"
    assert view.left.text.startswith("2. ")
    assert [view.left.text[s:e] for s, e in view.left.marks] == [view.right.text[s:e] for s, e in view.right.marks]


def test_a_pair_whose_provision_is_gone_is_still_listed(registry: FakeRegistry, settings: Settings) -> None:
    run(registry, settings)
    registry.texts[2] = DocumentText(2, "", (), (), ())
    view = next(described(registry, registry.pairs))
    assert (view.right.label, view.right.text, view.right.marks) == ("d2", "", ())


@pytest.fixture
def command(registry: FakeRegistry, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setattr("indexer.overlap.cli.Registry.open", lambda settings=None: registry)
    return CliRunner()


def test_commands_run_and_list(command: CliRunner) -> None:
    ran = command.invoke(cli.overlap, ["run", "--json"], catch_exceptions=False)
    assert json.loads(ran.stdout)["pairs"] == 3
    listed = json.loads(command.invoke(cli.overlap, ["list", "--json", "--number", "9003/QĐ-UBND"]).stdout)
    assert listed["total"] == 2
    assert listed["pairs"][0]["right"]["number"] == "9003/QĐ-UBND"
    assert "Gần trùng" in command.invoke(cli.overlap, ["list"], catch_exceptions=False).stdout
    assert "Điều khoản thi hành" in command.invoke(cli.overlap, ["run"], catch_exceptions=False).stdout


def test_export_writes_every_pair(command: CliRunner, tmp_path: Path) -> None:
    command.invoke(cli.overlap, ["run", "--json"])
    command.invoke(cli.overlap, ["export", str(tmp_path / "a.csv")], catch_exceptions=False)
    command.invoke(cli.overlap, ["export", str(tmp_path / "a.json")], catch_exceptions=False)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Loại"] for row in rows] == ["Trùng hoàn toàn", "Gần trùng", "Gần trùng"]
    assert [pair["kind"] for pair in json.loads((tmp_path / "a.json").read_text())] == ["same", "near", "near"]


def test_an_unknown_kind_of_file_or_number_is_refused(command: CliRunner, tmp_path: Path) -> None:
    assert getattr(command.invoke(cli.overlap, ["export", str(tmp_path / "a.pdf")]).exception, "exit_code", 0) == 2
    assert getattr(command.invoke(cli.overlap, ["list", "--number", "1/KH"]).exception, "code", "") == "overlap-number"
