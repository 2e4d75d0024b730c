"""Notes whose marks are printed over their former numbers, as in a text that went to print with tracked changes."""

from registry.parsing.footnotes import split_notes

NOTE = "này được sửa đổi theo quy định tại khoản 1 Điều 1 Thông tư số 22/2099/TT-BHC, có hiệu lực kể từ ngày mai."
FIRST = "1 Thông tư số 22/2099/TT-BHC của Bộ trưởng Bộ Hư Cấu sửa đổi việc trồng hoa có căn cứ ban hành như sau:"
PAGES = [
    ["Bộ trưởng ban hành Thông tư như sau: 1", "Điều 1. Hoa", "", FIRST, "“Căn cứ Luật Hoa;”"],
    ["3. 12 Hoa hồng có gai:", "b1) Gai nhọn;", "", f"12 Khoản {NOTE}"],
    ["Điều 4. Nước 3", "2", "Nước sạch.", "b3) Khác.", "", f"23 Điều {NOTE}"],
    ["Phụ lục II", "Danh mục hoa ở tỉnh Hư Cấu 43", "", f"3 4 Phụ lục {NOTE}"],
]


def test_doubled_marks_are_read_and_put_in_brackets() -> None:
    bodies, notes, doubts = split_notes(PAGES)
    assert doubts == ()
    assert [note[0][:12] for note in notes] == ["[1] Thông tư", "[2] Khoản nà", "[3] Điều này", "[4] Phụ lục "]
    words = [line for body in bodies for line in body if line]
    assert "Bộ trưởng ban hành Thông tư như sau: [1]" in words
    assert "3. [2] Hoa hồng có gai:" in words
    assert "Điều 4. Nước[3]" in words
    assert "b3) Khác." in words
    assert "Danh mục hoa ở tỉnh Hư Cấu[4]" in words


def test_numbers_that_follow_each_other_are_no_marks_where_no_note_says_so() -> None:
    pages = [["Điều 1. Tổ 12 có 12", "11", "người."]]
    assert split_notes(pages)[0] == pages


def test_a_note_that_runs_on_without_a_rule_leaves_the_page_with_the_next_note() -> None:
    pages = [
        ["Bộ trưởng ban hành Thông tư như sau: 1", "", FIRST, "“Căn cứ Luật Hoa;”"],
        ["Điều 1. Hoa2", "Hoa có gai.", "", "Thông tư số 33/2099/TT-BHC có căn cứ:", f"2 Điều {NOTE}"],
    ]
    bodies, notes, _ = split_notes(pages)
    assert bodies[1] == ["Điều 1. Hoa[2]", "Hoa có gai.", ""]
    assert notes[0][-1] == "Thông tư số 33/2099/TT-BHC có căn cứ:"
    assert len(notes) == 2
