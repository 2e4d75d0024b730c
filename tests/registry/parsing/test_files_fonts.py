"""Letters set in the fonts of legacy encodings, and text that holds more than one encoding, in every kind of file."""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from registry.parsing import canonicalise, read_file
from registry.parsing.formats.pdf_fonts import with_lost_letter
from registry.parsing.recovery import Piece, read_fonts, recover, script
from registry.parsing.syllables import is_syllable
from tests.fault import hostile
from tests.registry.parsing.test_files_encodings import ENCODERS

LINES = (
    "ỦY BAN NHÂN DÂN TỈNH HƯ CẤU", "Số: 9902/2024/QĐ-UBND", "Điều 1. Phạm vi áp dụng của Quy định",
    "1. Các xã, phường thuộc tỉnh Hư Cấu được hỗ trợ giấy màu đỏ.",
)  # fmt: skip
TEXT = "\n".join(LINES)


def shown(line: str, name: str = "TCVN3") -> str:
    """The letters that a program without the font shows."""
    return ENCODERS[name](line).decode("cp1252" if name == "VNI" else "latin-1")


def typed(line: str) -> tuple[str, str]:
    """A line as people typed it: capitals were small letters in a font of capitals."""
    return (shown(line.lower()), ".VnTimeH") if line.isupper() else (shown(line), ".VnTime")


def read(tmp_path: Path, name: str, data: bytes) -> tuple[str, list[str]]:
    path = tmp_path / name
    path.write_bytes(data)
    found = canonicalise(read_file(path))
    return found.text, [doubt.code for doubt in found.issues]


def word(runs: list[list[tuple[str, str]]], default: str = "") -> bytes:
    document = docx.Document()
    if default:
        fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:hAnsi"), default)
    for paragraph in runs:
        added = document.add_paragraph()
        for text, font in paragraph:
            run = added.add_run(text)
            if font:
                run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:ascii"), font)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rtf(text: str) -> str:
    return "".join(f"\\'{ord(char):02x}" if char > "\x7f" else char for char in text)


def test_word_runs_in_fonts_of_letters_and_of_capitals(tmp_path: Path) -> None:
    data = word([[typed(line)] for line in LINES])
    assert read(tmp_path, "a.docx", data) == (TEXT, ["legacy-encoding"])


def test_word_styles_say_the_font_too(tmp_path: Path) -> None:
    data = word([[(shown(line), "")] for line in LINES], default=".VnTime")
    assert read(tmp_path, "a.docx", data) == (TEXT, ["legacy-encoding"])


def test_word_letters_and_their_marks_in_runs_apart(tmp_path: Path) -> None:
    data = word([[(char, "VNI-Times") for char in shown(line, "VNI")] for line in LINES])
    assert read(tmp_path, "a.docx", data) == (TEXT, ["legacy-encoding"])


def test_unicode_text_that_was_only_given_the_look_of_such_a_font_stays(tmp_path: Path) -> None:
    assert read(tmp_path, "a.docx", word([[(line, ".VnTime")] for line in LINES])) == (TEXT, [])


def test_pieces_in_private_letters_of_symbol_fonts_are_read() -> None:
    private = "".join(chr(0xF000 + ord(char)) for char in shown("Cộng hòa"))
    assert read_fonts([Piece(private, ".VnTime")]) == ("Cộng hòa", "TCVN3")


@pytest.mark.parametrize(
    ("font", "found"),
    [
        (".VnTime", ("TCVN3", False)), (".VnArialH", ("TCVN3", True)), ("'.VnTimeH'", ("TCVN3", True)),
        ("ABCDEF+.VnTime", ("TCVN3", False)), ("VNI-Times", ("VNI", False)), ("VPS Long An", ("VPS", False)),
        ("Times New Roman", None), ("", None),
    ],
)  # fmt: skip
def test_fonts_say_how_their_letters_are_read(font: str, found: tuple[str, bool] | None) -> None:
    assert script(font) == found


def test_rtf_fonts(tmp_path: Path) -> None:
    body = "\\par ".join((r"\f1 " if font.endswith("H") else r"\f0 ") + rtf(text) for text, font in map(typed, LINES))
    data = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fnil .VnTime;}{\f1\fnil\fcharset0 .VnTimeH;}}" + body + "}"
    assert read(tmp_path, "a.rtf", data.encode()) == (TEXT, ["legacy-encoding"])


def test_rtf_character_sets_of_fonts(tmp_path: Path) -> None:
    body = "\\par ".join(rtf(ENCODERS["Windows-1258"](line).decode("latin-1")) for line in LINES)
    data = r"{\rtf1\ansi\ansicpg1252\deff3{\fonttbl{\f3\froman\fcharset163 Times New Roman;}}" + body + "}"
    assert read(tmp_path, "a.rtf", data.encode()) == (TEXT, [])


@pytest.mark.parametrize("form", ["<font face='{1}'>{0}</font>", "<span style='font-family:\"{1}\",serif'>{0}</span>"])
def test_html_fonts(tmp_path: Path, form: str) -> None:
    def coded(text: str) -> str:
        return "".join(f"&#{ord(char)};" if char > "\x7f" else char for char in text)

    page = "".join(f"<p>{form.format(coded(text), font)}</p>" for text, font in map(typed, LINES))
    assert read(tmp_path, "a.html", f"<html><body>{page}</body></html>".encode()) == (TEXT, ["legacy-encoding"])


def test_html_style_sheets_say_the_font_too(tmp_path: Path) -> None:
    page = "".join(f"<p class='{'H' if line.isupper() else 'T'}'>{typed(line)[0]}</p>" for line in LINES)
    sheet = "<style>p.T, li.T {margin:0; font-family:'.VnTime'} .H {font-family: .VnTimeH, serif}</style>"
    data = f"<html><head>{sheet}</head><body>{page}</body></html>".encode()
    assert read(tmp_path, "a.html", data)[0] == TEXT


@pytest.mark.parametrize("name", ["TCVN3", "VNI"])
def test_a_text_in_two_encodings_is_read_line_by_line(name: str) -> None:
    lines = [line if at % 2 else shown(line, name) for at, line in enumerate(LINES * 2)]
    found = recover("\n".join(lines))
    assert found.text == "\n".join(LINES * 2)
    assert [doubt.code for doubt in found.issues] == ["mixed-encoding"]


def test_text_that_was_taken_for_latin_letters_twice() -> None:
    found = recover(TEXT.encode().decode("latin-1"))
    assert (found.text, found.encoding) == (TEXT, "UTF-8 hai lần")


def test_a_few_wrong_bytes_cost_only_themselves(tmp_path: Path) -> None:
    data = bytearray((TEXT + "\n").encode() * 3)
    data[len(TEXT.encode()) + 1 : len(TEXT.encode()) + 1] = b"\xff\x00"
    text, codes = read(tmp_path, "a.txt", bytes(data))
    assert text.count("Phạm vi áp dụng") == 3
    assert codes == ["undecoded-bytes"]


@pytest.mark.parametrize(
    "text",
    [
        "(0,75 ÷ 1,2) kW\n" * 9,
        "× 100\n" * 9,
        "5 m² ± 2 °C\n" * 9,
        "\uf097\n" * 9,
        "Điều 1. Phạm vi\n" + "µ: tỷ lệ\n" * 9,
    ],
)
def test_signs_are_no_letters(text: str) -> None:
    assert recover(text).text == text


def test_lines_that_no_encoding_explains_are_a_doubt() -> None:
    found = recover(TEXT + "\nx¡z¿q b¥k¦w c§j¨p z¡x¿k\n" * 3)
    assert [doubt.code for doubt in found.issues] == ["doubtful-encoding"]


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "gì", "giếng", "khuỷu", "ương", "Đ", "yết", "thuở"])
def test_syllables(word: str) -> None:
    assert is_syllable(word) == (word != "Đ")


@pytest.mark.parametrize("word", ["hßa", "céngg", "Quyáº", "décret", "ñy"])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def pdf(lines: list[tuple[bytes, str]]) -> bytes:
    """A PDF whose fonts are named and not embedded, as printers of the time left them; bytes are those of the font."""
    fonts = sorted({font for _, font in lines})
    drawn = b"".join(
        b"BT /F%d 13 Tf 60 %d Td <%s> Tj ET\n" % (fonts.index(font), 780 - 18 * at, text.hex().encode())
        for at, (text, font) in enumerate(lines)
    )
    named = b"".join(
        b"/F%d<</Type/Font/Subtype/TrueType/BaseFont/%s/Encoding/WinAnsiEncoding/FirstChar 1/LastChar 255/Widths[%s]>>"
        % (at, font.encode(), b"600 " * 255)
        for at, font in enumerate(fonts)
    )
    return hostile.pdf(content=drawn).replace(b"/Contents 3", b"/Resources<</Font<<" + named + b">>>>/Contents 3")


@pytest.mark.parametrize(("name", "font"), [("TCVN3", ".VnTime"), ("VNI", "VNI-Times"), ("VNI", "ABCDEF+VNI-Times")])
def test_pdf_in_fonts_of_letters(tmp_path: Path, name: str, font: str) -> None:
    lines = [line for line in LINES for _ in range(3)]
    data = pdf([(ENCODERS[name](line), font) for line in lines])
    text, codes = read(tmp_path, "a.pdf", data)
    assert [line for line in LINES if line not in text] == []
    assert codes == ["legacy-encoding"]


def test_pdf_in_a_font_of_capitals_beside_unicode(tmp_path: Path) -> None:
    """Only a title is set in the old font: too little for a guess, but the font's name says it."""
    capitals = ENCODERS["TCVN3"]("quy định hỗ trợ của tỉnh hư cấu")
    others = [(b"Dieu 1. Quyet dinh co hieu luc tu ngay 10 thang 5 nam 2024.", "Times-Roman")] * 12
    text, codes = read(tmp_path, "a.pdf", pdf([(capitals, ".VnTimeH"), *others]))
    assert "QUY ĐỊNH HỖ TRỢ CỦA TỈNH HƯ CẤU" in text
    assert codes == ["legacy-encoding"]


def test_pdf_whose_old_font_has_lost_its_name_is_told_by_its_syllables(tmp_path: Path) -> None:
    lines = [line for line in LINES[2:] for _ in range(6)]
    text, codes = read(tmp_path, "a.pdf", pdf([(ENCODERS["TCVN3"](line), "F1") for line in lines]))
    assert "Các xã, phường thuộc tỉnh Hư Cấu" in text
    assert codes == ["legacy-encoding"]


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("ph-ờng, đ-ợc, t- nhân, thông t-, h-ớng, -u tiên", "phường, được, tư nhân, thông tư, hướng, ưu tiên"),
        ("số 12/QĐ-UBND; kinh tế - xã hội; 2021-2025; Bắc-Nam; - a) -o", None),
    ],
)
def test_the_letter_that_pdf_takes_for_a_hyphen(shown: str, meant: str | None) -> None:
    assert with_lost_letter(shown) == (meant or shown)
