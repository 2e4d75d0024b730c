from hypothesis import given
from hypothesis import strategies as st

from indexer.passages import LIMIT, passages
from registry.document import Provision, ProvisionKind

A, C = ProvisionKind.ARTICLE, ProvisionKind.CLAUSE


def test_articles_annexes_and_what_is_between_them() -> None:
    text = "Căn cứ.\nĐiều 1. Một\nHai.\nĐiều 2. Ba\nNơi nhận\nPhụ lục I\nĐiều 1. Bốn\n"
    provisions = (
        Provision("d1", A, "Điều 1", "Một", 8, 25),
        Provision("d2", A, "Điều 2", "Ba", 25, 37),
        Provision("p1", ProvisionKind.ANNEX, "Phụ lục I", "", 46, len(text)),
        Provision("p1.d1", A, "Điều 1", "Bốn", 56, len(text), "p1"),
    )
    found = passages(text, provisions)
    assert [(p.provision, p.label) for p in found] == [
        ("", ""),
        ("d1", "Điều 1"),
        ("d2", "Điều 2"),
        ("", ""),
        ("p1", "Phụ lục I"),
        ("p1.d1", "Phụ lục I, Điều 1"),
    ]
    assert "".join(text[p.start : p.end] for p in found) == text


def test_a_long_article_is_cut_where_its_clauses_begin() -> None:
    clauses = [f"{number}. {'chữ ' * 250}\n" for number in range(1, 8)]
    text = "Điều 1. Dài\n" + "".join(clauses)
    provisions, at = [Provision("d1", A, "Điều 1", "Dài", 0, len(text))], len("Điều 1. Dài\n")
    for number, clause in enumerate(clauses, 1):
        provisions.append(Provision(f"d1.k{number}", C, f"khoản {number}", "", at, at + len(clause), "d1"))
        at += len(clause)
    found = passages(text, provisions)
    starts = {provision.start for provision in provisions}
    assert len(found) > 2
    assert all(p.start in starts and p.end - p.start <= LIMIT for p in found)
    assert [p.opens for p in found] == [True] + [False] * (len(found) - 1)
    assert found[1].inner[0][1] == "Điều 1, khoản 3"


@given(st.text("abc .;\n", max_size=60), st.integers(1, 400))
def test_any_text_is_covered_once_in_pieces_that_fit(piece: str, times: int) -> None:
    text = piece * times
    found = passages(text, ())
    assert all(p.end - p.start <= LIMIT for p in found)
    assert "".join(text[p.start : p.end] for p in found).split() == text.split()
