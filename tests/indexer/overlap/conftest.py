"""Fictional documents made of real syllables, for comparing."""

import random
from collections.abc import Callable

import pytest

from registry.document import Provision, ProvisionKind
from registry.records import DocumentText

_WORDS = (
    "hỗ trợ hộ nghèo cận xã thôn bản tỉnh huyện vốn ngân sách trung ương địa phương dự án tiểu thành phần mức chi "
    "tiền đồng năm tháng ngày người dân tộc thiểu số miền núi sản xuất liên kết chuỗi giá trị hợp đồng đào tạo nghề "
    "nước sạch nhà ở đất giao thông thủy lợi trường học y tế văn hóa du lịch rừng bảo vệ phát triển kinh tế bền vững"
)
SYLLABLES = _WORDS.split()


@pytest.fixture
def sentence() -> Callable[[int, int], str]:
    """Make a text of so many words from a seed."""

    def make(seed: int, words: int) -> str:
        return " ".join(random.Random(seed).choices(SYLLABLES, k=words))

    return make


@pytest.fixture
def document() -> Callable[..., DocumentText]:
    """Make a document from its articles, each a heading and the texts of its clauses."""
    return make_document


def make_document(document_id: int, *articles: tuple[str, list[str]]) -> DocumentText:
    lines: list[str] = [f"QUYẾT ĐỊNH số {9000 + document_id}/QĐ-UBND của UBND tỉnh Hư Cấu"]
    provisions: list[Provision] = []
    at = len(lines[0]) + 1
    for number, (heading, clauses) in enumerate(articles, start=1):
        article, start = f"d{number}", at
        lines.append(f"Điều {number}. {heading}")
        at += len(lines[-1]) + 1
        inner = []
        for place, clause in enumerate(clauses, start=1):
            line = f"{place}. {clause}"
            inner.append(
                Provision(
                    f"{article}.k{place}", ProvisionKind.CLAUSE, f"khoản {place}", "", at, at + len(line), article
                )
            )
            lines.append(line)
            at += len(line) + 1
        provisions += [Provision(article, ProvisionKind.ARTICLE, f"Điều {number}", heading, start, at - 1), *inner]
    return DocumentText(document_id, "\n".join(lines), tuple(provisions), (), ())
