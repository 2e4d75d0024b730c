"""Cutting long texts: nothing is lost, nothing is said twice, every provision has one page."""

from hypothesis import given
from hypothesis import strategies as st

from registry.document import Provision, ProvisionKind
from web.views.parts import part_at, parts


def article(number: int, start: int, end: int, parent: str | None = None) -> Provision:
    return Provision(f"d{number}", ProvisionKind.ARTICLE, f"Điều {number}", "", start, end, parent)


def annex(number: int, start: int, end: int) -> Provision:
    return Provision(f"p{number}", ProvisionKind.ANNEX, f"Phụ lục {number}", "", start, end)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, tuple[Provision, ...]]:
    preamble = draw(st.text("ab \n", max_size=30))
    text, made = preamble + "\n", []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        body = draw(st.text("xy \n", max_size=60))
        start = len(text)
        text += f"Điều {number}. {body}\n"
        made.append(article(number, start, len(text)))
    for number in range(1, draw(st.integers(0, 3)) + 1):
        start = len(text)
        text += f"PHỤ LỤC {number}\n" + draw(st.text("z \n", max_size=90))
        made.append(annex(number, start, len(text)))
        text += "\n"
    return text, tuple(made)


@given(documents(), st.integers(5, 80))
def test_parts_are_exactly_the_text(document: tuple[str, tuple[Provision, ...]], limit: int) -> None:
    text, provisions = document
    cut = parts(text, provisions, limit)
    assert "".join(text[part.start : part.end] for part in cut) == text
    assert len({part.key for part in cut}) == len(cut)
    assert cut[0].key == ""
    assert all(part.end - part.start <= limit for part in cut)


@given(documents(), st.integers(5, 80))
def test_every_provision_begins_on_exactly_one_page(document: tuple[str, tuple[Provision, ...]], limit: int) -> None:
    text, provisions = document
    cut = parts(text, provisions, limit)
    for provision in provisions:
        home = part_at(cut, provision.start)
        assert home.start <= provision.start < home.end


def test_a_short_text_is_one_page() -> None:
    assert [part.key for part in parts("Điều 1. Rồng", (article(1, 0, 12),))] == [""]


def test_body_and_annexes_never_share_a_page_even_when_they_would_fit() -> None:
    text = "Điều 1. " + "a" * 40 + "\n" + "PHỤ LỤC 1\nb\n" + "PHỤ LỤC 2\nb\n" + "PHỤ LỤC 3\n" + "c" * 50
    starts = [text.index(f"PHỤ LỤC {number}") for number in (1, 2, 3)]
    provisions = (
        article(1, 0, starts[0]),
        annex(1, starts[0], starts[1]),
        annex(2, starts[1], starts[2]),
        annex(3, starts[2], len(text)),
    )
    cut = parts(text, provisions, 70)
    assert [part.key for part in cut] == ["", "p1", "p3"]
    assert (cut[1].first, cut[1].last) == ("Phụ lục 1", "Phụ lục 2")


def test_a_provision_longer_than_a_page_goes_on_under_a_numbered_key() -> None:
    text = "PHỤ LỤC 1\n" + "một hàng\n" * 20
    cut = parts(text, (annex(1, 0, len(text)),), 60)
    assert [part.key for part in cut[:3]] == ["", "p1~2", "p1~3"]
    assert all(text[part.end - 1] == "\n" for part in cut)


def test_pages_break_inside_a_chapter_that_is_too_long_at_its_articles() -> None:
    text = "Chương I\n" + "".join(f"Điều {n}. " + "x" * 30 + "\n" for n in range(1, 5))
    starts = [text.index(f"Điều {n}.") for n in range(1, 5)] + [len(text)]
    chapter = Provision("c1", ProvisionKind.CHAPTER, "Chương I", "", 0, len(text))
    provisions = (chapter, *(article(n, starts[n - 1], starts[n], "c1") for n in range(1, 5)))
    cut = parts(text, provisions, 90)
    assert [part.key for part in cut] == ["", "d3"]
