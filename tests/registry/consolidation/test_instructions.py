"""Amending instructions: (wording of a clause -> operations). Every act here is fictional."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.consolidation.instructions import read_instructions
from registry.consolidation.operations import Operation
from registry.consolidation.quotes import lift
from registry.document import Provision, ProvisionKind
from registry.parsing.structure import provisions

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
    ("Thay thế cụm từ “A”, “B” bằng cụm từ “C” tại Điều 4.", ["replace_phrase 4 [A] <C>", "replace_phrase 4 [B] <C>"]),
    ("Bổ sung vào cuối khoản 2 Điều 4 như sau:\n“Câu mới.”", ["append 4/2 <Câu mới.>"]),
    ("Bổ sung Điều 7b vào Mục 2 Chương III và sau Điều 7a như sau:\n“Điều 7b. Tên”",
     ["insert 7b after 7a <Điều 7b. Tên>"]),
    ("Sửa đổi khoản 4a Điều 2 như sau:\n‟4a. Dấu ngoặc khác.”", ["replace 2/4a <4a. Dấu ngoặc khác.>"]),
    ("Sửa đổi và ban hành kèm theo các Mẫu số 01, 03.", ["replace_annex 1 from 1", "replace_annex 3 from 3"]),
    ("Thay thế Mẫu số 07.DT Phụ lục XII bằng Mẫu số 07.DT Phần C Phụ lục IV kèm theo Thông tư này.",
     ["replace_annex XII/7.DT from IV/7.DT"]),
    ("Bãi bỏ khoản 5 Điều 5, Điều 85, các mẫu số 01, 06 Phụ lục III.",
     ["repeal 5/5", "repeal 85", "repeal III/1", "repeal III/6"]),
    ("Bãi bỏ khoản 1 Điều 12 và đoạn “A” tại khoản 2 Điều 12.", ["repeal 12/1", "drop_phrase 12/2 [A]"]),
    ("Thay thế một số cụm từ như sau:\n“a) Thay thế cụm từ “A” bằng cụm từ “B” tại khoản 1 Điều 38;\n"
     "b) Thay thế cụm từ “C” bằng cụm từ “D” tại Điều 42.”",
     ["replace_phrase 38/1 [A] <B>", "replace_phrase 42 [C] <D>"]),
    ("Sửa đổi khoản 4 và bổ sung khoản 7 vào Điều 12 như sau:\n“4. Bốn.”\n7. Bảy.”",
     ["replace 12/4 <4. Bốn.”|7. Bảy.>", "insert 12/7 <4. Bốn.”|7. Bảy.>"]),
    ("Thay thế cụm từ “A” tại tên gọi, các cụm từ “B” hoặc “C” trong các điều bằng cụm từ “D”.", ["unread "]),
    ("Sửa đổi điểm 1 Mục I như sau:\n“1. Mới”", ["replace I/1 <1. Mới>"]),
    ("Sửa đổi điểm 1 Mục I Biểu phí như sau:\n“1. Mới”", ["unread "]),
    ("Sửa đổi khổ thứ nhất khoản 3 Điều 10 như sau:\n“3. Mới.”", ["replace_part 10/3 {khổ thứ nhất} <3. Mới.>"]),
    ("Bãi bỏ quy trình số 1 Mục VI Phần A.", ["unread "]),
    ("Bãi bỏ Mục V Phụ lục.", ["unread "]),
    ("Thay cụm từ “A” bằng cụm từ “B” tại khoản 4 Điều 39, tên Điều và khoản 5 Điều 40.",
     ["replace_phrase 39/4 [A] <B>", "replace_phrase 40 (title) [A] <B>", "replace_phrase 40/5 [A] <B>"]),
    ("Bãi bỏ tên các Mục 1, 2 trong Chương III.", ["retitle III/1 (title)", "retitle III/2 (title)"]),
    ("Bãi bỏ tên Mục 1, Mục 2 trong Chương III.", ["retitle III/1 (title)", "retitle III/2 (title)"]),
    ("Bãi bỏ Mục 1, tên Mục 2 trong Chương III.", ["unread "]),
    ("Bãi bỏ tên Mục 1 và khoản 2 Điều 3.", ["unread "]),
    ("Bỏ số “14” và dấu “,” ngay sau số “14” tại Điều 55.", ["unread "]),
    ("Sửa đổi đoạn thứ hai khoản 3 Điều 5 như sau:\n“Mới.”", ["replace_part 5/3 {đoạn thứ hai} <Mới.>"]),
    ("Sửa đổi câu đầu tiên điểm a khoản 3 Điều 5 như sau: “Mới.”", ["replace_part 5/3/a {câu đầu tiên} <Mới.>"]),
    ("Bãi bỏ gạch đầu dòng thứ ba điểm b khoản 2 Điều 6.", ["drop_part 6/2/b {gạch đầu dòng thứ ba}"]),
    ("Bổ sung sau khổ thứ nhất khoản 2 Điều 21 như sau:\n“Mới.”", ["add_part_after 21/2 {khổ thứ nhất} <Mới.>"]),
    ("Bổ sung gạch đầu dòng thứ tư vào trước gạch đầu dòng cuối cùng khoản 1 Điều 4 như sau: “- Mới.”",
     ["add_part_before 4/1 {gạch đầu dòng cuối cùng} <- Mới.>"]),
    ("Sửa đổi số thứ tự 5 Phụ lục I như sau:\n“5 | Hoa | 10”", ["replace_part I {dòng số thứ tự 5} <5 | Hoa | 10>"]),
    ("Bãi bỏ từ “X” tại cột thứ 5 Mẫu số 03.", ["drop_phrase 3 {cột thứ 5} [X]"]),
    ("Thay cụm từ “A” bằng cụm từ “B” tại đoạn cuối khoản 1 Điều 5.", ["replace_phrase 5/1 {đoạn cuối} [A] <B>"]),
    ("Sửa đổi khổ thứ nhất và khổ thứ hai khoản 3 Điều 10 như sau:\n“Mới.”", ["unread "]),
    ("Sửa đổi đoạn mở đầu và điểm a khoản 2 Điều 5 như sau: “2. Gồm:\na) A”",
     ["relead 5/2 <2. Gồm:|a) A>", "replace 5/2/a <2. Gồm:|a) A>"]),
    ("Khoản 2 Điều 5 được sửa đổi, bổ sung như sau: “2. Mới.”", ["replace 5/2 <2. Mới.>"]),
    ("Đổi tên Chương III thành “TÊN MỚI”.", ["retitle III <TÊN MỚI>"]),
    ("Cụm từ “A” tại khoản 2 Điều 5 được thay thế bằng cụm từ “B”.", ["replace_phrase 5/2 [A] <B>"]),
    ("Tại khoản 2 Điều 5, cụm từ “A” được sửa thành “B”.", ["replace_phrase 5/2 [A] <B>"]),
    ("Tại khoản 2 Điều 5 đã in là: “A”, nay sửa lại là: “B”.", ["replace_phrase 5/2 [A] <B>"]),
    ("Cụm từ “A” tại khoản 2 Điều 5 được bãi bỏ.", ["drop_phrase 5/2 [A]"]),
    ("Thay thế các cụm từ “A”, “B” lần lượt bằng các cụm từ “C”, “D” tại khoản 1 Điều 5.",
     ["replace_phrase 5/1 [A] <C>", "replace_phrase 5/1 [B] <D>"]),
    ("Bỏ cụm từ “A” tại khoản 1 và cụm từ “B” tại khoản 2 Điều 4.", ["drop_phrase 4/1 [A]", "drop_phrase 4/2 [B]"]),
    ("Thay thế cụm từ “A” bằng cụm từ “B” trong toàn bộ Thông tư.", ["replace_phrase  [A] <B>"]),
    ("Bổ sung Phụ lục V vào sau Phụ lục IV ban hành kèm theo Thông tư này.", ["add_annex V from V"]),
    ("Thay thế Phụ lục I, Phụ lục II ban hành kèm theo Thông tư số 11/2099/TT-BHC bằng các Phụ lục tương ứng ban hành"
     " kèm theo Thông tư này.", ["replace_annex I from I", "replace_annex II from II"]),
    ("Bổ sung khoản 3a vào sau khoản 3, bổ sung khoản 5a vào sau khoản 5 Điều 9 như sau:\n“3a. A.\n5a. B.”",
     ["insert 9/3a after 9/3 <3a. A.|5a. B.>", "insert 9/5a after 9/5 <3a. A.|5a. B.>"]),
    ("Sửa đổi khoản 2a (đã được bổ sung theo Thông tư số 22/2098/TT-BHC) Điều 5 như sau: “2a. Mới.”",
     ["replace 5/2a <2a. Mới.>"]),
    ("Bổ sung điểm c vào khoản 1, khoản 2 Điều 5 như sau: “c) A”", ["unread "]),
    ("Bổ sung khoản 2 vào Điều 5 và đánh số khoản 1 như sau: “1. A\n2. B”", ["unread "]),
    ("Chuyển khoản 3 Điều 5 thành khoản 4 Điều 5.", ["renumber 5/3 after 5/4"]),
    ("Các khoản 3, 4 Điều 5 được đánh số lại thành các khoản 4, 5.",
     ["renumber 5/4 after 5/5", "renumber 5/3 after 5/4"]),
    ("Khoản 4 và khoản 5 Điều 5 được chuyển thành khoản 3 và khoản 4 Điều 5.",
     ["renumber 5/4 after 5/3", "renumber 5/5 after 5/4"]),
    ("Đổi số thứ tự khoản 3 thành khoản 4 Điều 5.", ["renumber 5/3 after 5/4"]),
    ("Điều 9 đổi thành Điều 10.", ["renumber 9 after 10"]),
    ("Chuyển khoản 3 Điều 5 thành khoản 4 Điều 6.", ["unread "]),
    ("Khoản 3 và khoản 4 Điều 5 được gộp thành khoản 3.", ["unread "]),
    ("Các khoản 3, 4, 5 Điều 5 được đánh số lại thành khoản 4.", ["unread "]),
    ("Bổ sung cụm từ “X” vào cuối khoản 1 Điều 2.", ["append_words 2/1 <X>"]),
    ("Bổ sung cụm từ “X” vào đầu khoản 1 Điều 2.", ["unread "]),
    ("Bổ sung một đoạn vào cuối khoản 2 Điều 5 như sau:\n“Mới.”", ["append 5/2 <Mới.>"]),
    ("Bổ sung đoạn thứ hai vào khoản 2 Điều 5 như sau:\n“Mới.”",
     ["add_part_after 5/2 {phần đứng trước đoạn thứ hai} <Mới.>"]),
    ("Bổ sung đoạn thứ nhất vào khoản 2 Điều 5 như sau:\n“Mới.”", ["unread "]),
    ("Sửa đổi, bỗ sung khoản 2 Điều 5 như sau:\n“2. Mới.”", ["replace 5/2 <2. Mới.>"]),
    ("Bỗ sung khoản 4a vào Điều 34 như sau:\n“4a. Mới.”", ["insert 34/4a <4a. Mới.>"]),
    ("Sữa đổi khoản 2 Điều 5 như sau:\n“2. Sữa đổi.”", ["replace 5/2 <2. Sữa đổi.>"]),
    ("Sửa đổi bổ sung khoản 2 Điều 5 như sau:\n“2. Mới.”", ["replace 5/2 <2. Mới.>"]),
    ("Xóa bỏ cụm từ “xóa bỏ” tại Điều 5.", ["drop_phrase 5 [xóa bỏ]"]),
    ("Loại bỏ khoản 2 Điều 5.", ["repeal 5/2"]),
    ("Khoản 2 Điều 5 sửa đổi, bổ sung như sau:\n“2. Mới.”", ["replace 5/2 <2. Mới.>"]),
    ("Tại khoản 2 Điều 5, bổ sung điểm c như sau:\n“c) A.”", ["insert 5/2/c <c) A.>"]),
    ("Tại Điều 5, sửa đổi, bổ sung khoản 2 như sau:\n“2. Mới.”", ["replace 5/2 <2. Mới.>"]),
    ("Điều 5 được bổ sung khoản 4 như sau:\n“4. A.”", ["insert 5/4 <4. A.>"]),
    ("Điều 5 được bổ sung khoản 3a vào sau khoản 3 như sau:\n“3a. A.”", ["insert 5/3a after 5/3 <3a. A.>"]),
    ("Sửa đổi, bổ sung tên và khoản 1 Điều 5 như sau:\n“Điều 5. Tên mới\n1. Mới.”",
     ["replace 5 (title) <Điều 5. Tên mới|1. Mới.>", "replace 5/1 <Điều 5. Tên mới|1. Mới.>"]),
    ("Thay thế cụm từ “A” bằng cụm từ “B” tại khoản 1 Điều 3; cụm từ “C” bằng cụm từ “D” tại khoản 2 Điều 3.",
     ["replace_phrase 3/1 [A] <B>", "replace_phrase 3/2 [C] <D>"]),
    ("Thay thế cụm từ “A” bằng cụm từ “B” tại ví dụ 1 khoản 1 Điều 3; cụm từ “C” bằng “D” tại khoản 2 Điều 3.",
     ["unread "]),
    ("Sửa đổi, bổ sung khoản 1 và bãi bỏ khoản 2 Điều 3 như sau:\n“1. Mới.”",
     ["replace 3/1 <1. Mới.>", "repeal 3/2"]),
    ("Sửa đổi khoản 2 Điều 15.", ["unread 15/2"]),
    ("Sửa đổi một số nội dung khác có liên quan.", ["unread "]),
]  # fmt: skip


def shown(operation: Operation) -> str:
    """Return an operation in the short form of the table."""
    address = "/".join(value for _, value in operation.target.steps)
    address += " (title)" if operation.target.heading else ""
    address += f" {{{operation.part.words}}}" if operation.part else ""
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


def test_several_acts_in_one_sentence_keep_their_own_addresses() -> None:
    found = clause(
        "Bãi bỏ khoản 3 Điều 12 Thông tư số 06/2097/TT-BHC về hoa; khoản 1 Điều 3 Thông tư số 34/2098/TT-BHC."
    )
    assert [(item.act, shown(item)) for item in found] == [
        ("06/2097/TT-BHC", "repeal 12/3"),
        ("34/2098/TT-BHC", "repeal 3/1"),
    ]


def test_whole_acts_are_repealed() -> None:
    found = clause("Bãi bỏ toàn bộ Thông tư số 06/2097/TT-BHC về trồng hoa và Thông tư số 07/2097/TT-BHC.")
    assert found[0].act == "06/2097/TT-BHC"
    assert {shown(item) for item in found} == {"repeal "}


def test_items_of_a_list_take_its_verb_and_titles_their_act() -> None:
    text = (
        "Điều 1. Bãi bỏ toàn bộ các văn bản sau đây:\n1. Quyết định số 01/2097/QĐ-UBND về hoa.\n"
        "2. Quyết định số 02/2097/QĐ-UBND về lá.\n"
        "Điều 2. Sửa đổi Luật Trồng hoa số 30/2097/QH99\nBãi bỏ khoản 2 Điều 32 của Luật Trồng hoa."
    )
    tree, _ = provisions(text)
    found = read_instructions(text, tree)
    assert [(item.act, shown(item)) for item in found] == [
        ("01/2097/QĐ-UBND", "repeal "),
        ("02/2097/QĐ-UBND", "repeal "),
        ("30/2097/QH99", "repeal 32/2"),
    ]


def test_a_law_without_number_is_known_by_its_name() -> None:
    text = "Điều 1. Sửa đổi, bổ sung một số điều của Luật Trồng hoa\n1. Bãi bỏ khoản 2 Điều 3."
    tree, _ = provisions(text)
    (operation,) = read_instructions(text, tree, "Luật sửa đổi, bổ sung một số điều của Luật Trồng hoa")
    assert (operation.act, operation.name) == (None, "Luật Trồng hoa")


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


def test_wording_below_an_instruction_without_quotation_marks_is_not_dropped() -> None:
    text = f"{HEAD}\n1. Sửa đổi điểm a và b khoản 2 Điều 1:\na) Hoa lan;\nb) Hoa cúc.\n2. Bãi bỏ Điều 5."
    tree, _ = provisions(text)
    found = read_instructions(text, tree)
    assert [(item.source, shown(item)) for item in found] == [("d1.k1", "unread 1/2"), ("d1.k2", "repeal 5")]
