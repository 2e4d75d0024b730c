"""Versions of a document, the history of a provision, and what changed between two days: from a shelf of acts."""

from datetime import UTC, date, datetime

from registry.consolidation.timeline import Act
from registry.document import Provision
from registry.effect import Event
from registry.records import DocumentRecord, DocumentText, EffectState, RelationRecord
from registry.redline import compare, history, versions
from tests.registry.consolidation.acts import amending, base

FIRST = amending(
    "Sửa đổi khoản 2 Điều 3 như sau:\n“2. Sở Lá kiểm tra hằng năm.”",
    "Bổ sung Điều 2a vào sau Điều 2 như sau:\n“Điều 2a. Nước\nNước sạch.”",
)
SECOND = amending(
    "Bãi bỏ khoản 2 Điều 3.", "Bãi bỏ khoản 9 Điều 3.", number="33/2099/TT-BHC", effective=date(2099, 6, 1)
)


def record(number: int, act: Act) -> DocumentRecord:
    return DocumentRecord(
        id=number, slug=str(number), number=act.number, type="Thông tư", title=act.title, issuer="Bộ Hư Cấu",
        issuer_code=None, level="central", issued=None, effective=act.effective, expired=None, programmes=(),
        signers=(), effect=EffectState("unknown", None, ""), has_text=True, verified=True, sources=(), original=None,
        updated=datetime(2099, 1, 1, tzinfo=UTC),
    )  # fmt: skip


class Shelf:
    """Three acts: the base and two that amend it."""

    acts = (base(), FIRST, SECOND)

    def text_of(self, document_id: int) -> DocumentText | None:
        if document_id >= len(self.acts):
            return None
        act = self.acts[document_id]
        provisions: tuple[Provision, ...] = act.provisions
        return DocumentText(document_id, act.text, provisions, (), ())

    def relations_of(self, document_id: int) -> list[RelationRecord]:
        if document_id:
            return []
        return [
            RelationRecord("amends", True, act.number, record(i, act), None, None, "", "machine")
            for i, act in enumerate(self.acts)
            if i
        ]

    def events_of(self, document_id: int) -> tuple[Event, ...]:
        del document_id
        return ()


SHELF, BASE = Shelf(), record(0, Shelf.acts[0])


def test_versions_are_the_days_on_which_the_text_changes() -> None:
    found = versions(SHELF, BASE)
    assert [(item.on, item.acts, item.changed, item.pending) for item in found] == [
        (None, (), (), 0),
        (date(2099, 1, 1), ("22/2099/TT-BHC",), ("d2a", "d3.k2"), 0),
        (date(2099, 6, 1), ("33/2099/TT-BHC",), ("d3.k2",), 1),
    ]


def test_the_history_of_a_provision_names_who_changed_it_and_the_words_that_did() -> None:
    found = history(SHELF, BASE, "d3.k2")
    assert [(item.on, item.text, item.source, item.repealed) for item in found] == [
        (None, "2. Sở Lá kiểm tra.", "11/2098/TT-BHC", False),
        (date(2099, 1, 1), "2. Sở Lá kiểm tra hằng năm.", "22/2099/TT-BHC", False),
        (date(2099, 6, 1), "2. (được bãi bỏ)", "33/2099/TT-BHC", True),
    ]
    assert found[1].evidence[0][:2] == ("22/2099/TT-BHC", "d1.k1")
    assert found[1].evidence[0][2].startswith("1. Sửa đổi khoản 2 Điều 3")


def test_a_provision_that_came_later_has_no_wording_as_issued() -> None:
    assert [item.on for item in history(SHELF, BASE, "d2a")] == [date(2099, 1, 1)]


def test_the_article_above_a_changed_clause_has_a_history_too() -> None:
    assert [item.source for item in history(SHELF, BASE, "d3")] == [
        "11/2098/TT-BHC",
        "22/2099/TT-BHC",
        "33/2099/TT-BHC",
    ]


def test_compare_two_days() -> None:
    rows = {row.id: row for row in compare(SHELF, BASE, date(2098, 6, 1), date(2099, 3, 1))}
    assert {row.id for row in rows.values() if row.state != "same"} == {"d2a", "d3.k2"}
    assert rows["d2a"].state == "added"
    changed = rows["d3.k2"]
    assert [(piece.kind, changed.right[slice(*piece.right)]) for piece in changed.pieces] == [
        ("equal", "2. Sở Lá kiểm tra "),
        ("added", "hằng năm"),
        ("equal", "."),
    ]
    assert list(rows).index("d2") < list(rows).index("d2a") < list(rows).index("c2")


def test_a_document_without_text_has_no_versions() -> None:
    assert versions(SHELF, record(9, base())) == ()
    assert history(SHELF, record(9, base()), "d1") == ()
    assert compare(SHELF, record(9, base()), date(2099, 1, 1), date(2099, 2, 1)) == ()
