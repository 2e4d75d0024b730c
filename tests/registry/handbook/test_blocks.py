from hypothesis import given
from hypothesis import strategies as st

from registry.document import Provision, ProvisionKind
from registry.handbook import HandbookContent
from registry.handbook.blocks import blocks, ranges_of
from registry.handbook.content import Block, BlockKind
from registry.handbook.printable import LOST_MARK, breakable, printable
from registry.records import DocumentText


def words(made: tuple[Block, ...]) -> list[str]:
    told = " ".join(
        " ".join(cell for row in block.rows for cell in row) if block.rows else block.text for block in made
    )
    return told.split()


def test_every_word_of_the_text_is_printed_in_order(content: HandbookContent, sample_text: DocumentText) -> None:
    document = next(one for one in content.documents if one.blocks)
    assert words(document.blocks) == sample_text.text.replace(" | ", " ").split()


def test_blocks_know_what_they_are(sample_text: DocumentText) -> None:
    made, lost = blocks(sample_text)
    assert lost == 0
    kinds = [(block.kind, block.label) for block in made]
    assert kinds[:5] == [(BlockKind.MASTHEAD, "")] * 5
    assert kinds[5:] == [
        (BlockKind.BASIS, ""),
        (BlockKind.HEADING, "Chương I"),
        (BlockKind.HEADING, ""),
        (BlockKind.HEADING, ""),
        (BlockKind.HEADING, "Điều 1"),
        (BlockKind.TEXT, "khoản 1"),
        (BlockKind.TEXT, "điểm a"),
        (BlockKind.TEXT, "điểm đ"),
        (BlockKind.TABLE, ""),
        (BlockKind.HEADING, "Chương II"),
        (BlockKind.HEADING, ""),
        (BlockKind.LEAD, "Điều 2"),
        (BlockKind.CLOSING, ""),
        (BlockKind.CLOSING, ""),
        (BlockKind.CLOSING, ""),
    ]
    assert [block.level for block in made if block.label.startswith(("Chương", "Điều"))] == [1, 2, 1, 2]


def test_table_rows_keep_their_cells(sample_text: DocumentText) -> None:
    table = next(block for block in blocks(sample_text)[0] if block.kind is BlockKind.TABLE)
    assert table.rows == (
        ("STT", "Nội dung", "Mức (đồng)"),
        ("1", "Làm nhà", "40.000.000"),
        ("2", "Sửa nhà", "20.000.000"),
    )


def test_citations_are_runs_of_their_own(sample_text: DocumentText) -> None:
    runs = [run for block in blocks(sample_text)[0] for run in block.runs if run.number]
    assert [(run.text, run.number) for run in runs] == [("9002/NQ-HĐND", "9002/NQ-HĐND")] * 2


def test_an_extract_keeps_the_titles_around_it(sample_text: DocumentText) -> None:
    ranges = ranges_of(sample_text, ["d1.k1.a"])
    made, _ = blocks(sample_text, ranges)
    assert [block.text for block in made] == ["Chương I", "Điều 1. Mức hỗ trợ", "a) Hộ ở xã Mây Trắng;"]


def test_an_unknown_address_has_no_range(sample_text: DocumentText) -> None:
    assert ranges_of(sample_text, ["d1", "d99"]) is None


def test_characters_without_a_meaning_are_marked_and_counted() -> None:
    assert printable("a\uf0e5b\u0085c\u200bd\te") == (f"a{LOST_MARK}b{LOST_MARK}cd e", 2)


@given(st.text(alphabet=st.sampled_from("abc/.-… \u00a0đ"), max_size=120))
def test_breaking_long_words_changes_no_letter(text: str) -> None:
    broken = breakable(text)
    assert broken.replace("\u200b", "") == text
    assert all(len(piece) < 22 for word in broken.split() for piece in word.split("\u200b") if "\u200b" in word)


lines = st.lists(st.text(alphabet="ab ĐiềuCăn cứ1.2;)|", max_size=40), max_size=12)


@given(lines, st.data())
def test_no_word_is_lost_whatever_the_text(some: list[str], data: st.DataObject) -> None:
    text = "\n".join(some)
    cuts = sorted(data.draw(st.sets(st.integers(0, max(0, len(text) - 1)), max_size=6))) if text else []
    kinds = [ProvisionKind.CHAPTER, ProvisionKind.ARTICLE, ProvisionKind.CLAUSE, ProvisionKind.POINT]
    nodes = tuple(
        Provision(f"n{at}", kinds[at % 4], "Điều", "Căn cứ", cut, end)
        for at, (cut, end) in enumerate(zip(cuts, [*cuts[1:], len(text)], strict=False))
    )
    made, _ = blocks(DocumentText(1, text, nodes, (), ()))
    assert "".join(words(made)).replace("|", "") == "".join(text.replace("|", "").split())


def test_a_title_with_a_note_mark_is_still_a_title() -> None:
    line = "Điều 1. Mức hỗ trợ[2]"
    node = Provision("d1", ProvisionKind.ARTICLE, "Điều 1", "Mức hỗ trợ", 0, len(line))
    assert blocks(DocumentText(1, line, (node,), (), ()))[0][0].kind is BlockKind.HEADING
