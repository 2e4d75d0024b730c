"""What Word lays around, beside and below the words of a document: all of it is read, or refused with a way out."""

import pytest

from registry.errors import InputRefused
from registry.parsing import canonicalise
from registry.parsing.files import read_data
from tests.fault import hostile


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def control(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def cell(inside: str) -> str:
    return f"<w:tc>{inside}</w:tc>"


A, B, C, D = (f"<w:p>{run(text)}</w:p>" for text in ("Một", "Hai", "Ba", "Bốn"))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (control(A) + control(control(B)), "Một\nHai"),
        (f"<w:p>{run('Số ')}{control(run('12'))}{run(' của tỉnh')}</w:p>", "Số 12 của tỉnh"),
        (f"<w:tbl>{control(f'<w:tr>{cell(A)}{cell(B)}</w:tr>')}<w:tr>{cell(C)}{control(cell(D))}</w:tr></w:tbl>",
         "Một | Hai\nBa | Bốn"),
        (f"<w:tbl>{control(control(f'<w:tr>{cell(A)}{control(control(cell(B)))}</w:tr>'))}</w:tbl>", "Một | Hai"),
        (f"<w:tbl><w:tr>{cell(A)}{cell(f'<w:tbl><w:tr>{cell(B)}{cell(C)}</w:tr></w:tbl>{D}')}</w:tr></w:tbl>",
         "Một | Hai | Ba Bốn"),
        (f"<w:p>{run('Trang ')}<w:fldSimple w:instr='PAGE'>{run('3')}</w:fldSimple></w:p>", "Trang 3"),
        ("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>"
         f"<w:r><w:fldChar w:fldCharType='separate'/></w:r>{run('Điều 5')}"
         "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>", "Điều 5"),
        (f"<w:p><w:commentRangeStart w:id='1'/>{run('Một')}<w:commentRangeEnd w:id='1'/>"
         "<w:r><w:commentReference w:id='1'/></w:r></w:p>", "Một"),
        (f"<w:customXml w:element='a'>{A}</w:customXml><w:p><w:smartTag w:element='b'>{run('Hai')}</w:smartTag></w:p>",
         "Một\nHai"),
    ],
    ids=["controls", "control in a line", "rows and cells", "controls in controls", "table in a table", "field",
         "field of parts", "comment", "marks of XML"],
)  # fmt: skip
def test_words_inside_other_things_are_read(body: str, text: str) -> None:
    assert canonicalise(read_data(hostile.word(body), "a.docx")).text == text


TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = hostile.DOCUMENT.format(head="", body=A).replace(
    TRANSITIONAL, "http://purl.oclc.org/ooxml/wordprocessingml/main"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (hostile.word(f"{A}<w:altChunk r:id='rId9' xmlns:r='r'/>"), "file-inside"),
        (hostile.word("", parts={"word/document.xml": STRICT.encode()}), "strict-word"),
        (hostile.word(f"<w:p><w:ins w:id='1' w:author='a'>{run('Một')}</w:ins></w:p>"), "tracked-changes"),
        (hostile.word(f"<w:p><w:moveTo w:id='1' w:author='a'>{run('Một')}</w:moveTo></w:p>"), "tracked-changes"),
    ],
    ids=["a file inside", "another dialect", "words put in", "words moved"],
)
def test_what_is_not_read_whole_is_refused_with_a_way_out(data: bytes, code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        read_data(data, "a.docx")
    assert (refused.value.code, bool(refused.value.hint)) == (code, True)
