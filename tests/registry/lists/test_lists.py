"""Registers from spreadsheets: no row lost, each doubtful cell named, nothing that runs when it is opened."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from registry.errors import BadRequest, InputRefused
from registry.lists import cells, columns, exporting, importing, mapping, reading
from registry.lists import merged as merging
from registry.parsing.legacy import TCVN3
from registry.settings import load
from registry.store import Registry
from tests.fictional import UBND, entry

HEADER = "STT;Số, ký hiệu;Ngày, tháng, năm ban hành;Tên loại;Trích yếu nội dung;Cơ quan ban hành;Người ký;Tình trạng\n"
ROWS = (
    "1;9001/QĐ-UBND;02/01/2025;Quyết định của UBND tỉnh;Ban hành quy định;UBND Tỉnh;"
    "Phó Chủ tịch UBND Trần Thử;Còn hiệu lực\n"
    "2;không rõ số;31/02/2025;Loại lạ;Việc hai;Công ty Thử;;Màu xanh\n"
    "3;9003/NQ-HĐND;;Nghị quyết HĐND xã;;HĐND xã Bản Mơ;;\n"
    "4;9001/QĐ-UBND;2/1/2025;Quyết định;Ban hành quy định;UBND tỉnh Hư Cấu;;\n"
)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "so-dang-ky.csv"
    path.write_text(
        "SỔ VĂN BẢN NĂM 2025;;\n" + HEADER + "(1);(2);(3);(4);(5);(6);(7);(8)\n" + ROWS, encoding="utf-8-sig"
    )
    return path


def test_every_row_is_kept_and_every_doubt_has_its_place(register: Path) -> None:
    read = importing.read(register, province="Hư Cấu")
    assert read.fields == (None, "number", "issued", "type", "title", "issuer", "signer", "status")
    assert [each.number for each in read.statements] == ["9001/QĐ-UBND", "không rõ số", "9003/NQ-HĐND", "9001/QĐ-UBND"]
    first = read.statements[0]
    assert (first.issued, first.type, first.issuers) == (date(2025, 1, 2), "Quyết định", ("UBND tỉnh Hư Cấu",))
    assert [(each.name, each.office) for each in first.signers] == [("Trần Thử", "Phó Chủ tịch UBND")]
    assert read.statements[2].issuers == ("HĐND xã Bản Mơ, tỉnh Hư Cấu",)
    assert [(each.line, each.issue.code, each.column) for each in read.doubts] == [
        (5, "cell-unread", "Số, ký hiệu"),
        (5, "cell-unread", "Tên loại"),
        (5, "issuer-without-place", "Cơ quan ban hành"),
        (5, "cell-unread", "Ngày, tháng, năm ban hành"),
        (5, "cell-unread", "Tình trạng"),
        (6, "cell-missing", "Trích yếu nội dung"),
        (6, "cell-missing", "Ngày, tháng, năm ban hành"),
        (7, "row-repeated", ""),
    ]


def test_a_register_enters_once_and_its_doubts_with_it(register: Path, own_home: Path) -> None:
    with Registry.open(load(home=own_home)) as registry:
        assert importing.store(registry, importing.read(register, province="Hư Cấu")) == 3
        assert len(registry.documents()) == 3
        assert registry.issues(code="cell-unread")
        again = importing.read(register, province="Hư Cấu", home=own_home)
        assert (again.remembered, importing.store(registry, again)) == (True, 0)


def test_a_wrong_guess_is_corrected_and_remembered(tmp_path: Path, own_home: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Mã,Ngày ký,Trích yếu\n9001/QĐ-UBND,02/01/2025,Việc\n", encoding="utf-8")
    assert importing.read(path).fields == (None, "issued", "title")
    read = importing.read(path, home=own_home, changes={"mã": "number", "Ngày ký": "-"})
    assert read.fields == ("number", None, "title")
    with Registry.open(load(home=own_home)) as registry:
        importing.store(registry, read)
    assert importing.read(path, home=own_home).fields == ("number", None, "title")
    for changes in ({"không có": "number"}, {"Mã": "không có"}):
        with pytest.raises(BadRequest):
            importing.read(path, changes=changes)


def test_the_real_register_of_a_neighbour_loses_no_row(corpus: Path, own_home: Path) -> None:
    read = importing.read(corpus / "catalogue" / "sonla.csv", province="Sơn La")
    assert len(read.statements) == 183
    assert all(each.number and each.issued and each.type and "Sơn La" in each.issuers[0] for each in read.statements)
    assert [each.issue.code for each in read.doubts] == ["row-repeated"]
    with Registry.open(load(home=own_home)) as registry:
        importing.store(registry, read)
        assert len(registry.documents()) == 182  # two rows are one document: same number, issuer and day


def test_without_the_province_its_bodies_are_doubtful(corpus: Path) -> None:
    read = importing.read(corpus / "catalogue" / "sonla.csv")
    assert sum(each.issue.code == "issuer-without-place" for each in read.doubts) == 183


def workbook(rows: list[list[object]], path: Path) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_workbooks_give_dates_values_and_name_formulas_without_one(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Số ký hiệu", "Ngày ban hành", "Trích yếu"],
        ["9001/QĐ-UBND", date(2025, 1, 2), "Việc"],
        ["9002/QĐ-UBND", date(2025, 1, 3), '=HYPERLINK("http://x","y")'],
    ]
    read = importing.read(workbook(rows, tmp_path / "a.xlsx"))
    assert [each.issued for each in read.statements] == [date(2025, 1, 2), date(2025, 1, 3)]
    assert [(each.line, each.issue.code) for each in read.doubts] == [(3, "cell-formula")]
    assert read.statements[1].title is None


def merged(rows: list[list[object]], path: Path, *spans: str) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for span in spans:
        book.active.merge_cells(span)
    book.save(path)
    return path


def test_a_cell_merged_downwards_holds_for_every_row_that_it_covers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["SỔ VĂN BẢN", None, None, None],
        ["Cơ quan ban hành", "Số ký hiệu", "Ngày ban hành", "Trích yếu"],
        ["UBND tỉnh", "9001/QĐ-UBND", date(2025, 1, 2), "Một"],
        [None, "9002/QĐ-UBND", None, "Hai"],
        [None, "9003/QĐ-UBND", date(2025, 1, 5), "Ba"],
        [None, "9004/QĐ-UBND", None, "Bốn"],
    ]
    read = importing.read(merged(rows, tmp_path / "a.xlsx", "A1:D1", "A3:A5", "C3:C4"), province="Hư Cấu")
    assert [(each.number, each.issuers, each.issued) for each in read.statements] == [
        ("9001/QĐ-UBND", ("UBND tỉnh Hư Cấu",), date(2025, 1, 2)),
        ("9002/QĐ-UBND", ("UBND tỉnh Hư Cấu",), date(2025, 1, 2)),
        ("9003/QĐ-UBND", ("UBND tỉnh Hư Cấu",), date(2025, 1, 5)),
        ("9004/QĐ-UBND", (), None),
    ]


def test_a_span_is_found_wherever_the_pieces_of_a_sheet_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = b"<a>" + b'<x:mergeCell ref="B3:B7"/><mergeCell r="1" ref="A1:C1"/>' * 3
    for size in (1, 7, 30, 1000):
        monkeypatch.setattr(merging, "_CHUNK", size)
        assert merging.spans(io.BytesIO(sheet)) == [merging.Span(1, 3, 7)] * 3


def test_a_header_of_two_tiers_and_a_number_in_two_columns(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["TT", "Văn bản", None, None, "Trích yếu", "Hiệu lực", None],
        [None, "Số", "Ký hiệu", "Ngày ban hành", None, "Ngày có hiệu lực", "Ngày hết hiệu lực"],
        [1, 9012, "QĐ-UBND", date(2024, 1, 2), "Việc một", date(2024, 1, 12), None],
        [2, 9013, "2024/QĐ-UBND", date(2024, 1, 3), "Việc hai", "15/01/2024", None],
        [3, None, "9014/QĐ-UBND", date(2024, 1, 3), "Việc ba", None, None],
    ]
    read = importing.read(merged(rows, tmp_path / "a.xlsx", "A1:A2", "B1:D1", "E1:E2", "F1:G1"))
    assert read.fields == (None, "serial", "number", "issued", "title", "effective", "expired")
    assert [each.number for each in read.statements] == ["9012/QĐ-UBND", "9013/2024/QĐ-UBND", "9014/QĐ-UBND"]
    assert read.statements[1].effective == date(2024, 1, 15)
    assert read.doubts == ()


def test_a_list_of_lapsed_documents_in_the_form_of_the_law(tmp_path: Path) -> None:
    """Form 03 of Decree 34/2016/NĐ-CP: number and day in one cell, headings between the rows."""
    rows: list[list[object]] = [
        ["DANH MỤC VĂN BẢN HẾT HIỆU LỰC TOÀN BỘ"],
        [
            "STT", "Tên loại văn bản", "Số, ký hiệu; ngày, tháng, năm ban hành văn bản",
            "Tên gọi của văn bản/ Trích yếu nội dung của văn bản", "Lý do hết hiệu lực", "Ngày hết hiệu lực",
        ],
        ["I. Văn bản của HĐND tỉnh"],
        [1, "Nghị quyết", "9012/2019/NQ-HĐND\nngày 12/7/2019", "Việc một", "Được thay thế", "01/8/2024"],
        ["II. Văn bản của UBND tỉnh"],
        [2, "Quyết định", "9013/2019/QĐ-UBND (ngày 12 tháng 7 năm 2019)", "Việc hai", "Bị bãi bỏ", "01/8/2024"],
    ]  # fmt: skip
    read = importing.read(merged(rows, tmp_path / "a.xlsx", "A1:F1", "A3:F3", "A5:F5"))
    assert [(each.number, each.title, each.issued, each.expired) for each in read.statements] == [
        ("9012/2019/NQ-HĐND", "Việc một", date(2019, 7, 12), date(2024, 8, 1)),
        ("9013/2019/QĐ-UBND", "Việc hai", date(2019, 7, 12), date(2024, 8, 1)),
    ]
    assert [(each.line, each.issue.code) for each in read.doubts] == [(3, "row-heading"), (5, "row-heading")]


@pytest.mark.parametrize(
    ("header", "fact"),
    [
        ("Số hiệu văn bản", "number"),
        ("Số, ký hiệu VB", "number"),
        ("Tên gọi của văn bản/ Trích yếu nội dung của văn bản", "title"),
        ("Ngày ban hành (dd/mm/yyyy)", "issued"),
        ("Cơ quan ban hành văn bản QPPL", "issuer"),
        ("Cơ quan/đơn vị soạn thảo", None),
        ("Cơ quan chủ trì soạn thảo", None),
        ("Số ký hiệu văn bản bị thay thế", None),
        ("Số, ký hiệu văn bản", "number"),
        ("Ngày tháng năm VB", "issued"),
        ("CQ ban hành", "issuer"),
        ("CƠ QUAN BH VĂN BẢN", "issuer"),
        ("Trích yếu ND", "title"),
        ("Ngày hết HL", "expired"),
        ("Nội dung thay thế", None),
        ("Nơi nhận", None),
    ],
)
def test_headers_of_other_registers(header: str, fact: str | None) -> None:
    assert columns.guessed(header) == fact


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * 300_000_000)
    with pytest.raises(InputRefused):
        reading.read(path)


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04 not a zip", b"", b"\x00" * 50, b"a,b\n1,2\n", "Số ký hiệu\n1\n".encode(), b'"' * 200_000],
)
def test_what_is_no_register_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    with pytest.raises(InputRefused):
        reading.read(path)


def test_a_broken_workbook_is_refused(tmp_path: Path) -> None:
    whole = workbook([["Số ký hiệu", "Trích yếu"], ["1", "2"]], tmp_path / "a.xlsx").read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as broken:
        for name in archive.namelist():
            data = archive.read(name)
            broken.writestr(name, b"<a>&b;" if name == "xl/worksheets/sheet1.xml" else data)
    with pytest.raises(InputRefused):
        reading.read(tmp_path / "b.xlsx")


@pytest.mark.parametrize("kind", [".csv", ".xlsx"])
def test_what_is_exported_is_imported_as_it_was(tmp_path: Path, own_home: Path, kind: str) -> None:
    path = tmp_path / f"so{kind}"
    given = [
        entry("9001/QĐ-UBND", date(2025, 1, 2), title="=HYPERLINK(1)", signer="Trần Thử", programmes=("NTM",)),
        entry("9002/QĐ-UBND", date(2025, 1, 3), title="'-dấu nháy", effective=date(2025, 2, 1)),
    ]
    with Registry.open(load(home=own_home)) as registry:
        registry.put_catalogue(given)
        assert exporting.write(path, registry.documents()) == 2
    read = importing.read(path)
    assert [(each.number, each.title, each.issued, each.effective, each.issuers) for each in read.statements] == [
        ("9001/QĐ-UBND", "=HYPERLINK(1)", date(2025, 1, 2), None, (UBND,)),
        ("9002/QĐ-UBND", "'-dấu nháy", date(2025, 1, 3), date(2025, 2, 1), (UBND,)),
    ]
    assert read.statements[0].programmes[0].code == "NTM"
    assert read.doubts == ()


def test_no_exported_cell_runs(tmp_path: Path, own_home: Path) -> None:
    path = tmp_path / "so.csv"
    with Registry.open(load(home=own_home)) as registry:
        registry.put_catalogue([entry("9001/QĐ-UBND", title=mark + "1+1") for mark in "=+-@\t"])
        exporting.write(path, registry.documents())
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for line in lines for cell in line)


@given(st.text(max_size=30))
def test_a_guarded_text_is_itself_again(text: str) -> None:
    assert reading.unguarded(exporting.safe(text)) == text
    assert not exporting.safe(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20/07/2022", date(2022, 7, 20)), ("20-7-2022", date(2022, 7, 20)), ("20.07.2022", date(2022, 7, 20)),
        ("2022-07-20T00:00:00", date(2022, 7, 20)), ("ngày 20 tháng 7 năm 2022", date(2022, 7, 20)),
        ("ngày 5/3/2024", date(2024, 3, 5)), ("Hư Cấu, ngày 5 tháng 3 năm 2024", date(2024, 3, 5)),
        ("05/03/2024 10:30:00 SA", date(2024, 3, 5)), ("31/02/2022", None),
        ("07/2022", None), ("20/07/22", None), ("2022", None),
    ],
)  # fmt: skip
def test_days_as_people_write_them(text: str, expected: date | None) -> None:
    assert cells.day(text) == expected


@given(st.text(max_size=60))
def test_any_cell_can_be_read(text: str) -> None:
    cells.day(text)
    cells.type_name(text)
    cells.signers(text)
    cells.placed_issuer(text, "Hư Cấu")
    columns.field_of(text)


def test_two_columns_for_one_fact_give_the_first() -> None:
    assert mapping.guess(["Số ký hiệu", "Số hiệu", "Lạ"]) == ("number", None, None)


NAMES = ("STT", "Số, ký hiệu văn bản", "Ngày tháng năm VB", "Về việc", "CQ ban hành", "Người ký")
WHOLE = ("1", "9901/2024/QĐ-UBND", "05/03/2024", "Ban hành quy định quản lý chợ", "UBND tỉnh", "Trần Thử")


@pytest.mark.parametrize(
    ("mark", "encoding", "before"),
    [(";", "utf-8", ""), ("\t", "utf-16", ""), ("|", "utf-8-sig", ""), (",", "utf-8", ""), (";", "utf-8", "sep=;\r\n")],
)
def test_whatever_mark_parts_the_cells(tmp_path: Path, mark: str, encoding: str, before: str) -> None:
    lines = (mark.join(f'"{cell}"' if mark in cell else cell for cell in line) for line in (NAMES, WHOLE))
    path = tmp_path / "so.csv"
    path.write_bytes((before + "\r\n".join(lines)).encode(encoding))
    read = importing.read(path, province="Hư Cấu")
    assert read.fields == (None, "number", "issued", "title", "issuer", "signer")
    assert [(each.number, each.issued, each.issuers) for each in read.statements] == [
        ("9901/2024/QĐ-UBND", date(2024, 3, 5), ("UBND tỉnh Hư Cấu",))
    ]
    assert read.doubts == ()


def legacy(text: str, table: dict[int, str]) -> bytes:
    """Text in the bytes of an old font encoding."""
    back = {letter: code for code, letter in table.items()}
    return bytes(back.get(letter, ord(letter)) for letter in text)


def test_a_register_in_an_old_encoding(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_bytes(legacy("\n".join(";".join(line) for line in (NAMES, WHOLE)), TCVN3))
    read = importing.read(path, province="Hư Cấu")
    assert (read.statements[0].number, read.statements[0].title) == (WHOLE[1], WHOLE[3])


@pytest.mark.parametrize(
    ("written", "day"),
    [("6-3-24", date(2024, 3, 6)), ("05/03/98", date(2098, 3, 5)), ("45357", date(2024, 3, 6)), ("05/3", None)],
)
def test_a_day_that_is_only_likely_is_taken_and_told(tmp_path: Path, written: str, day: date | None) -> None:
    path = tmp_path / "so.csv"
    path.write_text(f"Số ký hiệu;Ngày ban hành;Trích yếu\n9901/QĐ-UBND;{written};Việc\n", encoding="utf-8")
    read = importing.read(path)
    assert read.statements[0].issued == day
    assert [each.issue.code for each in read.doubts] == ["day-guessed" if day else "cell-unread"]


@pytest.mark.parametrize("became", [date(2024, 12, 5), "05/12/2024", "5-Dec", "Dec-24"])
def test_a_number_that_became_a_day_is_told_and_not_taken(tmp_path: Path, became: object) -> None:
    rows: list[list[object]] = [["Số ký hiệu", "Ngày ban hành", "Trích yếu"], [became, date(2024, 12, 6), "Việc"]]
    read = importing.read(workbook(rows, tmp_path / "a.xlsx"))
    assert (read.statements[0].number, read.statements[0].title) == (None, "Việc")
    assert [each.issue.code for each in read.doubts] == ["number-became-day"]


def test_headings_sums_repeated_headers_and_signatures_are_no_documents(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["UBND TỈNH HƯ CẤU"],
        list(NAMES),
        ["I", "Văn bản của HĐND"],
        [1, "9901/NQ-HĐND", date(2024, 3, 5), "Việc một", "HĐND tỉnh", "Trần Thử"],
        list(NAMES),
        [2, "9902/NQ-HĐND", date(2024, 3, 5), "Tổng hợp kinh phí", "HĐND tỉnh", "Trần Thử"],
        ["Tổng cộng", "2 văn bản"],
        [None, None, None, "Tổng số: 2"],
        [None, None, None, None, "Hư Cấu, ngày 31 tháng 12 năm 2024"],
        [None, "Người lập sổ", None, None, None, "Thủ trưởng đơn vị"],
        [None, "(Ký, ghi rõ họ tên)", None, None, None, "(Ký tên, đóng dấu)"],
    ]
    read = importing.read(workbook(rows, tmp_path / "a.xlsx"), province="Hư Cấu")
    assert [each.title for each in read.statements] == ["Việc một", "Tổng hợp kinh phí"]
    assert [(each.line, each.issue.code) for each in read.doubts] == [
        (line, "row-heading") for line in (3, 7, 8, 9, 10, 11)
    ]


def test_columns_that_change_further_down_are_read_by_their_own_header(tmp_path: Path) -> None:
    path = tmp_path / "so.csv"
    path.write_text(
        "Số ký hiệu;Ngày ban hành;Trích yếu\n9901/QĐ-UBND;01/02/2024;Một\n"
        "Trích yếu;Số ký hiệu;Ngày ban hành;Ghi chú\nHai;9902/QĐ-UBND;02/02/2024;Xem thêm\n",
        encoding="utf-8",
    )
    read = importing.read(path)
    assert [(each.number, each.title, each.issued, each.notes) for each in read.statements] == [
        ("9901/QĐ-UBND", "Một", date(2024, 2, 1), ""),
        ("9902/QĐ-UBND", "Hai", date(2024, 2, 2), "Xem thêm"),
    ]
    assert read.doubts == ()


def test_every_visible_sheet_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Hướng dẫn"
    book.active.append(["Cách ghi sổ"])
    for year in (2023, 2024):
        sheet = book.create_sheet(f"Năm {year}")
        names = list(NAMES) if year == 2024 else ["Số ký hiệu", "Trích yếu", "Ngày ban hành"]
        row = list(WHOLE) if year == 2024 else ["9801/QĐ-UBND", "Việc năm trước", "31/02/2023"]
        sheet.append(names)
        sheet.append(row)
    hidden = book.create_sheet("Nháp")
    hidden.append(list(NAMES))
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "so.xlsx")
    read = importing.read(tmp_path / "so.xlsx", province="Hư Cấu")
    assert [(each.number, each.title) for each in read.statements] == [
        ("9801/QĐ-UBND", "Việc năm trước"), ("9901/2024/QĐ-UBND", "Ban hành quy định quản lý chợ"),
    ]  # fmt: skip
    assert [each.issue.code for each in read.doubts] == ["sheet-unread", "sheet-unread", "cell-unread"]
    assert "trang tính Năm 2023, dòng 2" in read.doubts[2].issue.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lê Văn Mẫu, Trần Thử", [("", "Lê Văn Mẫu"), ("", "Trần Thử")]),
        ("Lê Văn Mẫu\nTrần Thử", [("", "Lê Văn Mẫu"), ("", "Trần Thử")]),
        ("Phó Chủ tịch Trần Thử, Chủ tịch Lê Văn Mẫu", [("Phó Chủ tịch", "Trần Thử"), ("Chủ tịch", "Lê Văn Mẫu")]),
        ("Trần Thử, Phó Chủ tịch UBND tỉnh", [("Phó Chủ tịch UBND tỉnh", "Trần Thử")]),
        ("Trần Thử (Chủ tịch)", [("Chủ tịch", "Trần Thử")]),
        ("PCT Trần Thử", [("PCT", "Trần Thử")]),
        ("Trần Thử - Giám đốc Sở Tài chính", [("Giám đốc Sở Tài chính", "Trần Thử")]),
    ],
)
def test_signers_as_registers_write_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.office, each.name) for each in cells.signers(text)] == expected


def test_several_signers_of_one_cell_survive_their_line_breaks(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Số ký hiệu", "Trích yếu", "Người ký"], ["9901/QĐ-UBND", "Việc", "Lê Mẫu\nTrần Thử"]]
    read = importing.read(workbook(rows, tmp_path / "a.xlsx"))
    assert [each.name for each in read.statements[0].signers] == ["Lê Mẫu", "Trần Thử"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "Excel đời cũ"), (b"<html><table>", "HTML")],
)
def test_other_things_called_xls_are_told_apart(tmp_path: Path, data: bytes, kind: str) -> None:
    (tmp_path / "so.xls").write_bytes(data)
    with pytest.raises(InputRefused, match=kind):
        reading.read(tmp_path / "so.xls")


def test_a_damaged_memory_of_columns_stops_no_import(register: Path, own_home: Path) -> None:
    own_home.mkdir(parents=True, exist_ok=True)
    (own_home / "list-columns.json").write_text('{"cut', encoding="utf-8")
    assert not importing.read(register, home=own_home).remembered
