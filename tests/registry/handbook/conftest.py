"""A small fictional registry, and the book made of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from registry.document import Citation, ProgrammeTag, Provision, ProvisionKind
from registry.effect import Event, EventKind
from registry.errors import NotKnown
from registry.handbook import HandbookContent, HandbookSpec, Reference, assemble, build
from registry.records import DocumentRecord, DocumentText, EffectState, ResolvedCitation

TEXT = """ỦY BAN NHÂN DÂN TỈNH HƯ CẤU
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 9001/2025/QĐ-UBND
QUYẾT ĐỊNH
Ban hành quy định mức hỗ trợ thử nghiệm
Căn cứ Nghị quyết số 9002/NQ-HĐND của Hội đồng nhân dân tỉnh Hư Cấu;
Chương I
QUY ĐỊNH CHUNG
CỦA QUYẾT ĐỊNH
Điều 1. Mức hỗ trợ
1. Mỗi hộ được hỗ trợ 40.000.000 đồng theo Nghị quyết số 9002/NQ-HĐND.
a) Hộ ở xã Mây Trắng;
đ) Hộ ở xã Gió Ngàn, kể cả #read("/etc/passwd") và *chữ* $x$ @nhãn <gate> \\ // chú thích.
STT | Nội dung | Mức (đồng)
1 | Làm nhà | 40.000.000
2 | Sửa nhà | 20.000.000
Chương II
ĐIỀU KHOẢN THI HÀNH
Điều 2. Quyết định này có hiệu lực từ ngày 01 tháng 3 năm 2025.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Hư Cấu"""


def sample() -> DocumentText:
    def node(key: str, kind: ProvisionKind, label: str, heading: str, end: str, parent: str | None = None) -> Provision:
        at = TEXT.index(f"\n{first_words[key]}") + 1
        return Provision(key, kind, label, heading, at, TEXT.index(f"\n{end}"), parent)

    first_words = {
        "c1": "Chương I\n", "d1": "Điều 1.", "d1.k1": "1. Mỗi", "d1.k1.a": "a)", "d1.k1.da": "đ)", "c2": "Chương II",
        "d2": "Điều 2.",
    }  # fmt: skip
    chapter, article, clause, point = (
        ProvisionKind.CHAPTER, ProvisionKind.ARTICLE, ProvisionKind.CLAUSE, ProvisionKind.POINT,
    )  # fmt: skip
    provisions = (
        node("c1", chapter, "Chương I", "QUY ĐỊNH CHUNG CỦA QUYẾT ĐỊNH", "Chương II"),
        node("d1", article, "Điều 1", "Mức hỗ trợ", "Chương II", "c1"),
        node("d1.k1", clause, "khoản 1", "", "Chương II", "d1"),
        node("d1.k1.a", point, "điểm a", "", "đ) Hộ", "d1.k1"),
        node("d1.k1.da", point, "điểm đ", "", "STT", "d1.k1"),
        node("c2", chapter, "Chương II", "ĐIỀU KHOẢN THI HÀNH", "TM."),
        node("d2", article, "Điều 2", "", "TM.", "c2"),
    )
    words = "9002/NQ-HĐND"
    places = [TEXT.index(words), TEXT.rindex(words)]
    citations = tuple(
        ResolvedCitation(Citation(at, at + len(words), words, number=words), "linked", 2) for at in places
    )
    return DocumentText(1, TEXT, provisions, citations, ())


def record(
    document_id: int, number: str, kind: str, programmes: tuple[str, ...] = (), **more: object
) -> DocumentRecord:
    facts = {
        "title": f"Về việc thử nghiệm số {document_id}",
        "issuer": "UBND tỉnh Hư Cấu",
        "has_text": False,
        "sources": ("https://hu-cau.example/van-ban",),
    } | more
    return DocumentRecord(
        id=document_id,
        number=number,
        type=kind,
        issuer_code=None,
        level="provincial",
        issued=date(2025, 2, 10),
        effective=date(2025, 3, 1),
        expired=None,
        programmes=tuple(ProgrammeTag(code, "thử") for code in programmes),
        signers=(),
        effect=EffectState("in_force", date(2025, 3, 1), "Có hiệu lực từ ngày 01/03/2025."),
        verified=True,
        original=None,
        updated=datetime(2026, 1, 1, tzinfo=UTC),
        **facts,  # type: ignore[arg-type]
    )


class FakeShelf:
    """A registry of four fictional documents; only the first has a text, the third has expired."""

    def __init__(self) -> None:
        self.records = [
            record(1, "9001/2025/QĐ-UBND", "Quyết định", ("DTTS",), has_text=True, slug="quyet-dinh-9001"),
            record(2, "9002/NQ-HĐND", "Nghị quyết", ("DTTS",), slug="nghi-quyet-9002"),
            record(3, "9003/KH-UBND", "Kế hoạch", slug="ke-hoach-9003", sources=()),
            record(4, "9003/KH-UBND", "Kế hoạch", slug="ke-hoach-9003-2", title=""),
        ]
        self.texts = {1: sample()}

    def by_number(self, text: str) -> list[DocumentRecord]:
        return [one for one in self.records if one.number.casefold().startswith(text.casefold())]

    def by_slug(self, slug: str) -> DocumentRecord:
        for one in self.records:
            if one.slug == slug:
                return one
        raise NotKnown("slug", f"Không có {slug}.")

    def text_of(self, document_id: int) -> DocumentText | None:
        return self.texts.get(document_id)

    def effect_on(self, document_id: int, on: date) -> EffectState:
        if document_id == 3:
            return EffectState("expired", date(2025, 6, 1), "Hết hiệu lực từ ngày 01/06/2025.")
        return EffectState("in_force", date(2025, 3, 1), "Có hiệu lực từ ngày 01/03/2025.")

    def events_of(self, document_id: int) -> tuple[Event, ...]:
        if document_id != 1:
            return ()
        amended = Event(EventKind.AMENDED, date(2025, 6, 1), "9004/2025/QĐ-UBND", provision="d1")
        return (amended, replace(amended, provision="d2"), replace(amended, on=date(2090, 1, 1), source="x"))


@pytest.fixture
def shelf() -> FakeShelf:
    return FakeShelf()


def plan(*references: str) -> HandbookSpec:
    return HandbookSpec(
        title="Sổ tay thử nghiệm",
        department="Sở Tư pháp tỉnh Hư Cấu",
        as_at=date(2025, 7, 1),
        references=tuple(Reference(name) for name in references),
        edition="Lần thứ nhất",
        contact="Phòng Thử nghiệm",
    )


@pytest.fixture
def spec() -> Callable[..., HandbookSpec]:
    return plan


@pytest.fixture(scope="session")
def content() -> HandbookContent:
    return assemble(FakeShelf(), plan("9001/2025/QĐ-UBND", "nghi-quyet-9002", "ke-hoach-9003", "ke-hoach-9003-2"))


@pytest.fixture(scope="session")
def pdf(content: HandbookContent) -> bytes:
    return build(content)


@pytest.fixture(scope="session")
def pages(pdf: bytes) -> list[str]:
    """The words of each page, white space squeezed."""
    with pypdfium2.PdfDocument(pdf) as book:
        texts = []
        for at in range(len(book)):
            page = book[at]
            words = page.get_textpage()
            texts.append(" ".join(words.get_text_bounded().replace("\u200b", "").split()))
            words.close()
            page.close()
        return texts


@pytest.fixture
def sample_text() -> DocumentText:
    return sample()
