"""New wording on a day page is linked like the words around it, and nothing is linked twice."""

from registry.document import Citation, Provision, ProvisionKind
from registry.records import ResolvedCitation
from web.views.standing import Woven, cited

TEXT = "Điều 1. Cũ theo Điều 2.\nĐiều 2. Mới theo Điều 1.\n"


def citation(start: int) -> ResolvedCitation:
    return ResolvedCitation(Citation(start, start + 6, TEXT[start : start + 6], self=True), "linked", 1, "a", "d1")


def test_only_changed_words_gain_citations() -> None:
    old, new = TEXT.index("Điều 2."), TEXT.rindex("Điều 1")
    middle = TEXT.index("\n") + 1
    provisions = (
        Provision("d1", ProvisionKind.ARTICLE, "Điều 1", "", 0, middle - 1),
        Provision("d2", ProvisionKind.ARTICLE, "Điều 2", "", middle, len(TEXT) - 1),
    )
    woven = Woven(TEXT, provisions, (citation(old),), {"d2": ("Theo ...",)}, frozenset())
    found = cited(woven, [citation(old), citation(new)])
    assert [one.citation.start for one in found.citations] == [old, new]
    assert cited(found, [citation(new)]).citations == found.citations
