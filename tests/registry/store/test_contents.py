"""The lean read for indexing says the same as the full one."""

from datetime import date

from registry.store import Registry
from tests.fictional import File, entry, put


def test_contents_are_those_of_the_text(registry: Registry) -> None:
    stored = put(registry, File("a.txt", "9001/2025/QĐ-UBND", date(2025, 3, 4)))
    whole, lean = registry.text_of(stored.id), registry.contents_of(stored.id)
    assert whole is not None
    assert lean is not None
    assert (lean.text, lean.provisions) == (whole.text, whole.provisions)
    assert lean.cited == {each.citation.number for each in whole.citations if each.citation.number}


def test_a_document_without_text_has_no_contents(registry: Registry) -> None:
    registry.put_catalogue([entry("901/QĐ-UBND")])
    assert registry.contents_of(registry.documents()[0].id) is None
    assert registry.contents_of(999) is None
