from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from registry.errors import BadRequest, NotKnown
from registry.handbook import HandbookSpec, PartSpec, Reference, assemble
from registry.handbook.assembling import GENERAL, Shelf
from registry.handbook.layout import layout

Plan = Callable[..., HandbookSpec]


def test_documents_stand_behind_dividers_by_programme_highest_rank_first(shelf: Shelf, spec: Plan) -> None:
    content = assemble(shelf, spec("ke-hoach-9003", "9001/2025/QĐ-UBND", "9002/NQ-HĐND"))
    assert [[one.number for one in part.documents] for part in content.parts] == [
        ["9002/NQ-HĐND", "9001/2025/QĐ-UBND"],
        ["9003/KH-UBND"],
    ]
    assert content.parts[1].title == GENERAL
    assert "dân tộc thiểu số" in content.parts[0].title.lower()


def test_parts_of_the_plan_keep_the_editors_order(shelf: Shelf, spec: Plan) -> None:
    part = PartSpec("Phần của tôi", (Reference("9001/2025/QĐ-UBND"), Reference("nghi-quyet-9002")), "Ghi chú")
    content = assemble(shelf, replace(spec(), parts=(part,)))
    assert [one.key for one in content.documents] == ["quyet-dinh-9001", "nghi-quyet-9002"]
    assert (content.parts[0].title, content.parts[0].note) == ("Phần của tôi", "Ghi chú")


def test_the_status_is_that_of_the_books_date_and_the_editor_is_warned(shelf: Shelf, spec: Plan) -> None:
    content = assemble(shelf, spec("ke-hoach-9003"))
    assert content.documents[0].effect == "expired"
    assert any("9003/KH-UBND: Hết hiệu lực" in warning for warning in content.warnings)
    assert any("chưa có toàn văn" in warning for warning in content.warnings)


def test_words_that_were_changed_since_are_not_passed_off_as_the_law_of_the_day(shelf: Shelf, spec: Plan) -> None:
    content = assemble(shelf, spec("9001/2025/QĐ-UBND"))
    assert content.documents[0].amended_by == ("9004/2025/QĐ-UBND",)
    assert any("9001/2025/QĐ-UBND: in lời văn khi ban hành" in warning for warning in content.warnings)
    earlier = assemble(shelf, replace(spec("9001/2025/QĐ-UBND"), as_at=date(2025, 5, 31)))
    assert earlier.documents[0].amended_by == ()
    told = layout(content)["parts"][0]["documents"][0]["wording"]
    assert told.startswith("Như khi ban hành")
    assert "9004/2025/QĐ-UBND" in told


def test_the_printing_date_is_the_date_of_the_law_unless_told(shelf: Shelf, spec: Plan) -> None:
    assert assemble(shelf, spec("ke-hoach-9003")).printed == date(2025, 7, 1)


def test_every_unknown_reference_is_named(shelf: Shelf, spec: Plan) -> None:
    with pytest.raises(NotKnown, match=r"8888/QĐ-UBND; khong-co#d1"):
        assemble(shelf, replace(spec("8888/QĐ-UBND"), parts=(PartSpec("P", (Reference("9001/2025/QĐ-UBND"),)),),
                        references=(Reference("8888/QĐ-UBND"), Reference("khong-co", ("d1",)))))  # fmt: skip


def test_a_beginning_of_a_number_is_not_a_number(shelf: Shelf, spec: Plan) -> None:
    with pytest.raises(NotKnown):
        assemble(shelf, spec("9001"))


def test_a_number_of_two_documents_asks_which(shelf: Shelf, spec: Plan) -> None:
    with pytest.raises(BadRequest) as caught:
        assemble(shelf, spec("9003/KH-UBND"))
    assert "ke-hoach-9003-2" in caught.value.hint


def test_a_document_asked_for_twice_is_refused(shelf: Shelf, spec: Plan) -> None:
    with pytest.raises(BadRequest, match="hai lần"):
        assemble(shelf, spec("9001/2025/QĐ-UBND", "quyet-dinh-9001"))


def test_an_extract_prints_only_its_provisions(shelf: Shelf, spec: Plan) -> None:
    content = assemble(shelf, replace(spec(), references=(Reference("quyet-dinh-9001", ("d2",)),)))
    assert content.documents[0].extract
    assert [block.label for block in content.documents[0].blocks] == ["Chương II", "Điều 2"]


def test_an_unknown_provision_is_refused(shelf: Shelf, spec: Plan) -> None:
    with pytest.raises(NotKnown, match="quyet-dinh-9001#d77"):
        assemble(shelf, replace(spec(), references=(Reference("quyet-dinh-9001", ("d77",)),)))
