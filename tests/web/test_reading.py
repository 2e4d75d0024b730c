"""Blocks to read: the text stays the text; anchors, links and tables stand where they belong."""

from hypothesis import given
from hypothesis import strategies as st

from registry.document import Citation, Provision, ProvisionKind
from registry.records import ResolvedCitation
from web.views.reading import Block, Reader, Span

TEXT = """TỈNH HƯ CẤU | CỘNG HÒA
Số: 9999/QĐ-UBND | Hư Cấu, ngày 01
Căn cứ Luật Rồng;
Chương I
QUY ĐỊNH
VỀ RỒNG GIẤY
Điều 1. Rồng
1. Rồng theo khoản 2 Điều này.
2. Rồng theo Nghị định số 27/2022/NĐ-CP gồm:
đ) Rồng đất.
PHỤ LỤC I
STT | Tên
1 | Rồng theo Điều 1
"""


def at(words: str) -> int:
    return TEXT.index(words)


def provision(address: str, kind: ProvisionKind, label: str, words: str, heading: str = "", **more: str) -> Provision:
    return Provision(address, kind, label, heading, at(words), len(TEXT), more.get("parent"))


PROVISIONS = (
    provision("c1", ProvisionKind.CHAPTER, "Chương I", "Chương I", "QUY ĐỊNH VỀ RỒNG GIẤY"),
    provision("d1", ProvisionKind.ARTICLE, "Điều 1", "Điều 1.", "Rồng", parent="c1"),
    provision("d1.k1", ProvisionKind.CLAUSE, "khoản 1", "1. Rồng theo", parent="d1"),
    provision("d1.k2", ProvisionKind.CLAUSE, "khoản 2", "2. Rồng theo", parent="d1"),
    provision("d1.k2.da", ProvisionKind.POINT, "điểm đ", "đ) Rồng", parent="d1.k2"),
    provision("p1", ProvisionKind.ANNEX, "Phụ lục I", "PHỤ LỤC I"),
)


def cited(words: str, state: str) -> ResolvedCitation:
    start = at(words)
    return ResolvedCitation(Citation(start, start + len(words), words), state)


CITATIONS = (
    cited("khoản 2 Điều này", "linked"),
    cited("Nghị định số 27/2022/NĐ-CP", "unknown"),
)


def link(resolved: ResolvedCitation) -> str | None:
    return "#d1.k2" if resolved.state == "linked" else None


def reader() -> Reader:
    citations = (*CITATIONS, ResolvedCitation(Citation(len(TEXT) - 7, len(TEXT) - 1, "Điều 1"), "linked"))
    return Reader(TEXT, PROVISIONS, citations, link)


def words_of(block: Block) -> str:
    if block.rows:
        return "\n".join(" | ".join("".join(span.text for span in cell) for cell in row) for row in block.rows)
    return "".join(span.text for span in block.spans)


def by_anchor(anchor: str) -> Block:
    return next(block for block in reader().blocks() if anchor in block.anchors)


def test_the_blocks_are_the_text() -> None:
    assert "\n".join(words_of(block) for block in reader().blocks()) + "\n" == TEXT


def test_every_provision_has_its_anchor_once() -> None:
    anchors = [anchor for block in reader().blocks() for anchor in block.anchors]
    assert anchors == [each.id for each in PROVISIONS]


def test_heading_lines_after_the_label_belong_to_the_heading() -> None:
    kinds = [block.kind for block in reader().blocks() if words_of(block).isupper() and not block.rows]
    assert kinds == ["heading", "heading", "annex"]


def test_levels_of_headings_have_no_gaps() -> None:
    whole = [(block.kind, block.level) for block in reader().blocks() if block.level]
    assert set(whole) == {("chapter", 3), ("article", 4), ("annex", 3)}
    later = [block.level for block in reader().blocks(TEXT.index("Điều 1.")) if block.level]
    assert later[0] == 3, "a page that begins inside a chapter begins with the highest level"


def test_the_printed_label_links_to_its_own_address() -> None:
    assert by_anchor("d1.k2.da").spans[0] == Span("đ)", "label", "#d1.k2.da")
    assert by_anchor("d1").spans[0] == Span("Điều 1.", "label", "#d1")


def test_citations_that_resolve_are_links_and_others_are_told_apart() -> None:
    assert Span("khoản 2 Điều này", "cite", "#d1.k2", "linked") in by_anchor("d1.k1").spans
    assert Span("Nghị định số 27/2022/NĐ-CP", "cite", None, "unknown") in by_anchor("d1.k2").spans


def test_rows_become_tables_and_the_head_of_the_document_becomes_columns() -> None:
    head, table = (block for block in reader().blocks() if block.rows)
    assert (head.kind, table.kind) == ("columns", "table")
    assert table.rows[1][1] == (Span("Rồng theo "), Span("Điều 1", "cite", "#d1.k2", "linked"))


@given(st.text("ab |\n1.)", max_size=80), st.data())
def test_any_text_survives(text: str, data: st.DataObject) -> None:
    starts = sorted(data.draw(st.sets(st.integers(0, max(0, len(text) - 1)), max_size=4))) if text else []
    provisions = tuple(Provision(f"d{n}", ProvisionKind.ARTICLE, "", "", s, len(text)) for n, s in enumerate(starts))
    blocks = Reader(text, provisions, (), lambda _: None).blocks()
    shown = "\n".join(words_of(block) for block in blocks)
    assert "".join(shown.split()) == "".join(text.split())


def test_overlapping_citations_do_not_repeat_text() -> None:
    text = "theo điểm a khoản 2 Điều 5"
    spans = [(5, 26), (5, 11), (12, 26)]
    citations = [ResolvedCitation(Citation(s, e, text[s:e]), "linked") for s, e in spans]
    (block,) = Reader(text, (), citations, lambda _: "#x").blocks()
    assert words_of(block) == text


def test_words_that_recognition_was_not_sure_of_are_marked() -> None:
    places = [(at("Rồng giấy") if "Rồng giấy" in TEXT else at("Rồng đất"), at("Rồng đất") + 4, "Chưa chắc.")]
    cited = at("27/2022/NĐ-CP")
    places.append((cited, cited + 2, "Số chưa chắc."))
    citation = ResolvedCitation(Citation(cited, cited + 13, "27/2022/NĐ-CP", number="27/2022/NĐ-CP"), "unknown")
    blocks = Reader(TEXT, PROVISIONS, [citation], lambda _: None, places).blocks()
    spans = [
        span
        for block in blocks
        for span in (*block.spans, *(each for row in block.rows for cell in row for each in cell))
    ]
    assert [(span.text, span.doubt) for span in spans if span.doubt] == [
        ("27/2022/NĐ-CP", "Số chưa chắc."),
        ("Rồng", "Chưa chắc."),
    ]
