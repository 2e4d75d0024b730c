"""Amending instructions: (wording of a clause -> operations). Every act here is fictional."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.consolidation.instructions import read_instructions
from registry.consolidation.operations import Operation
from registry.consolidation.quotes import lift
from registry.document import Provision, ProvisionKind

ACT = "11/2099/TT-BHC"
HEAD = f"Điều 1. Sửa đổi, bổ sung một số điều của Thông tư số {ACT} ngày 01 tháng 02 năm 2099"

CASES = [
    ("Sửa đổi khoản 2 Điều 15 như sau:\n“2. Ghi đủ.”", ["replace 15/2 <2. Ghi đủ.>"]),
    ("Sửa đổi, bổ sung Điều 6:\n\"Điều 6. Tên\n1. Một.\n2. Hai.\"", ["replace 6 <Điều 6. Tên|1. Một.|2. Hai.>"]),
    ("Bổ sung Điều 3a vào sau Điều 3 như sau:\n“Điều 3a: Tên\nNội dung.”",
     ["insert 3a after 3 <Điều 3a: Tên|Nội dung.>"]),
    ("Bổ sung khoản 4 và khoản 5 vào Điều 34 như sau:\n“4. Bốn.\n5. Năm.”",
     ["insert 34/4 <4. Bốn.|5. Năm.>", "insert 34/5 <4. Bốn.|5. Năm.>"]),
    ("Bổ sung điểm đ vào sau điểm d khoản 2 Điều 4:\n\"đ) Nội dung.\"", ["insert 4/2/đ after 4/2/d <đ) Nội dung.>"]),
    ("Sửa đổi, bổ sung điểm a khoản 2, bổ sung khoản 7 vào sau khoản 6 Điều 11 như sau:\n“a) Mới;”\n“7. Thêm.”",
     ["replace 11/2/a <a) Mới;|7. Thêm.>", "insert 11/7 after 11/6 <a) Mới;|7. Thêm.>"]),
    ("Bãi bỏ Điều 5, khoản 2 Điều 6 và điểm a khoản 3 Điều 7.", ["repeal 5", "repeal 6/2", "repeal 7/3/a"]),
    ("Sửa đổi tên Điều 5 như sau:\n“Điều 5. Tên mới”", ["retitle 5 <Điều 5. Tên mới>"]),
    ("Sửa đổi, bổ sung đoạn mở đầu khoản 3 Điều 2 như sau:\n“3. Mở đầu:”", ["relead 2/3 <3. Mở đầu:>"]),
    ("Thay thế cụm từ “A” bằng cụm từ “B” tại khoản 2 Điều 5, điểm c khoản 1 Điều 6.",
     ["replace_phrase 5/2 [A] <B>", "replace_phrase 6/1/c [A] <B>"]),
    ("Thay thế cụm từ “Điều 135” tại khoản 1 Điều 4 bằng cụm từ “Điều 136”.",
     ["replace_phrase 4/1 [Điều 135] <Điều 136>"]),
    ("Sửa đổi nội dung “A” tại điểm b khoản 1 Điều 4 đã được sửa đổi tại khoản 2 Điều 1 Thông tư số 04/2098/TT-BHC"
     " thành “B”",
     ["replace_phrase 4/1/b [A] <B>"]),
    ("Bỏ cụm từ “và B” tại khoản 1 Điều 4.", ["drop_phrase 4/1 [và B]"]),
    ("Bãi bỏ nội dung “A”, nội dung “B” tại Mẫu số 01, Mẫu số 02.",
     ["drop_phrase 1 [A]", "drop_phrase 2 [A]", "drop_phrase 1 [B]", "drop_phrase 2 [B]"]),
    ("Bổ sung cụm từ “X” vào sau cụm từ “Y” tại điểm a khoản 2 Điều 7.", ["add_phrase_after 7/2/a [Y] <X>"]),
    ("Bổ sung cụm từ “X” trước cụm từ “Y” tại Điều 7.", ["add_phrase_before 7 [Y] <X>"]),
    ("Thay thế Phụ lục II bằng Phụ lục I ban hành kèm theo Thông tư này.", ["replace_annex II from I"]),
    ("Sửa Mẫu số 1 thành Mẫu số 28 ban hành kèm theo Thông tư này;", ["replace_annex 1 from 28"]),
    ("Bổ sung Phụ lục IV ban hành kèm theo Thông tư này.", ["add_annex IV from IV"]),
    ("Sửa đổi khoản 2 Điều 15.", ["unread 15/2"]),
    ("Sửa đổi một số nội dung khác có liên quan.", ["unread "]),
]  # fmt: skip


def shown(operation: Operation) -> str:
    """Return an operation in the short form of the table."""
    address = "/".join(value for _, value in operation.target.steps)
    anchor = f" after {'/'.join(value for _, value in operation.anchor.steps)}" if operation.anchor else ""
    annex = f" from {'/'.join(value for _, value in operation.annex.steps)}" if operation.annex else ""
    phrase = f" [{operation.phrase}]" if operation.phrase else ""
    text = f" <{operation.text.replace(chr(10), '|')}>" if operation.text else ""
    return f"{operation.action} {address}{anchor}{annex}{phrase}{text}"


def clause(words: str, head: str = HEAD) -> tuple[Operation, ...]:
    """Read one clause under an amending article."""
    text = f"{head}\n1. {words}"
    provisions = (
        Provision("d1", ProvisionKind.ARTICLE, "Điều 1", "", 0, len(text)),
        Provision("d1.k1", ProvisionKind.CLAUSE, "khoản 1", "", len(head) + 1, len(text), "d1"),
    )
    return read_instructions(text, provisions)


@pytest.mark.parametrize(("words", "expected"), CASES, ids=[words[:60] for words, _ in CASES])
def test_operations(words: str, expected: list[str]) -> None:
    found = clause(words)
    assert [shown(operation) for operation in found] == expected
    assert {operation.act for operation in found} == {ACT}


def test_the_act_named_in_the_clause_wins_over_the_heading() -> None:
    (operation,) = clause("Bãi bỏ khoản 4 Điều 5 Thông tư số 34/2098/TT-BHC.")
    assert operation.act == "34/2098/TT-BHC"


def test_plain_duties_are_not_instructions() -> None:
    assert clause("Sửa đổi, bổ sung ngành, nghề kinh doanh;", head="Điều 1. Quyền của doanh nghiệp") == ()


@given(st.text(alphabet='“”"ab \n:.', max_size=80))
def test_lifting_quotations_never_fails_and_loses_no_word(text: str) -> None:
    lifted = lift(text)
    kept = lifted.text + "".join(lifted.quotes)
    assert sum(map(kept.count, "ab")) == sum(map(text.count, "ab"))


@given(st.text(max_size=200))
def test_any_wording_is_read_without_exception(text: str) -> None:
    for operation in clause(text):
        assert operation.start <= operation.end
