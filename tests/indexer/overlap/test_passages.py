from collections.abc import Callable

import pytest

from indexer.overlap.passages import counts_aside, read, without_common
from indexer.overlap.values import Options
from indexer.overlap.words import Lexicon
from registry.document import Provision, ProvisionKind
from registry.records import DocumentText

Sentence = Callable[[int, int], str]
Make = Callable[..., DocumentText]


def asides(text: DocumentText) -> dict[str, str | None]:
    return {p.provision: p.aside for p in read(text, Lexicon(), Options()).passages}


def test_articles_and_clauses_are_passages_without_their_labels(document: Make, sentence: Sentence) -> None:
    text = document(1, ("Mức hỗ trợ", [sentence(1, 40), "Ngắn."]))
    article, clause, brief = read(text, Lexicon(), Options()).passages
    assert text.text[article.start : article.end].startswith("Mức hỗ trợ")
    assert text.text[clause.start : clause.end] == sentence(1, 40)
    assert (article.aside, clause.aside, brief.aside) == (None, None, "short")
    assert clause.last - clause.first == 40


@pytest.mark.parametrize(
    ("heading", "aside"),
    [
        ("Điều khoản thi hành", "closing"),
        ("Hiệu lực thi hành", "closing"),
        ("Hiệu lực và trách nhiệm thi hành", "closing"),
        ("Tổ chức thực hiện", "closing"),
        ("TRÁCH NHIỆM TỔ CHỨC THỰC HIỆN", "closing"),
        ("Phạm vi điều chỉnh", "scope"),
        ("Đối tượng áp dụng", "scope"),
        ("Tổ chức thực hiện dự án phát triển sản xuất", None),
        ("Thi hành án dân sự", None),
        ("Hiệu lực của hợp đồng", None),
        ("Mức hỗ trợ", None),
    ],
)
def test_headings_tell_boilerplate(heading: str, aside: str | None, document: Make, sentence: Sentence) -> None:
    assert asides(document(1, (heading, [sentence(2, 60)])))["d1.k1"] == aside


def test_a_long_scope_is_compared(document: Make, sentence: Sentence) -> None:
    assert asides(document(1, ("Đối tượng áp dụng", [sentence(2, 120)])))["d1.k1"] is None


def test_words_tell_a_closing_article_without_a_heading(document: Make, sentence: Sentence) -> None:
    words = "Chánh Văn phòng, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này " + sentence(1, 20)
    assert asides(document(1, ("", [words])))["d1.k1"] == "closing"


def test_forms_are_set_aside(sentence: Sentence) -> None:
    text = f"Mẫu số 01\n1. {sentence(1, 50)}"
    form = Provision("p1", ProvisionKind.ANNEX, "Mẫu số 01", "", 0, len(text))
    clause = Provision("p1.k1", ProvisionKind.CLAUSE, "khoản 1", "", 10, len(text), "p1")
    assert asides(DocumentText(1, text, (form, clause), (), ())) == {"p1.k1": "form"}


def test_words_found_in_too_many_documents_are_set_aside(document: Make, sentence: Sentence) -> None:
    stock = sentence(5, 60)
    texts = [document(at, ("", [stock, sentence(100 + at, 60)])) for at in range(6)]
    readings = [read(text, Lexicon(), Options(common=4)) for text in texts]
    marked, common = without_common(readings, Options(common=4))
    assert len(common) > 50
    assert {p.aside for r in marked for p in r.passages if p.provision == "d1.k1"} == {"common"}
    assert {p.aside for r in marked for p in r.passages if p.provision == "d1.k2"} == {None}
    assert counts_aside(marked)["common"] == 6


def test_passages_shorter_than_a_run_of_words_never_take_part(document: Make) -> None:
    text = document(1, ("", ["một hai ba"]))
    assert {p.aside for p in read(text, Lexicon(), Options(shortest=1)).passages} == {"short"}
