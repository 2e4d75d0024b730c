"""The controlled vocabulary as lists: what the codes in filters and answers mean."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from indexer.values import FacetValue, SearchRequest
from registry.vocabulary import values as v
from registry.vocabulary import vocabulary
from web.api.common import TAG_WORDS
from web.api.operations import operation
from web.services import services


@operation("/vocabulary/types", _("Loại văn bản"), tuple[v.DocumentType, ...], tag=TAG_WORDS)
def types() -> tuple[v.DocumentType, ...]:
    """Send the types of documents."""
    return vocabulary().types


@dataclass(frozen=True, slots=True)
class IssuerLine:
    """A body with its successors; ``documents`` counts what it issued in this registry.

    Args:
        code: Its code, for filters.
        name: Canonical name.
        level: Code of its level.
        documents: Documents in this registry.
        successors: Bodies that took over its work.
    """

    code: str
    name: str
    level: str
    documents: int
    successors: tuple[v.Succession, ...]


@operation("/vocabulary/issuers", _("Cơ quan ban hành có văn bản trong kho"), tuple[IssuerLine, ...], tag=TAG_WORDS)
def issuers() -> tuple[IssuerLine, ...]:
    """Send the bodies that have documents in the registry, those with most documents first."""
    found = services().search.search(SearchRequest(size=1)).facets.get("issuer", ())
    return tuple(_issuer(each) for each in found if each.value)


def _issuer(value: FacetValue) -> IssuerLine:
    known = vocabulary().issuer_by_code(value.value)
    return IssuerLine(value.value, value.label, value.parent, value.count, known.successors if known else ())


@operation(
    "/vocabulary/programmes", _("Chương trình và dự án thành phần, kèm nguồn"), tuple[v.Programme, ...], tag=TAG_WORDS
)
def programme_words() -> tuple[v.Programme, ...]:
    """Send the programmes as the vocabulary holds them."""
    return vocabulary().programmes


@operation("/vocabulary/levels", _("Cấp ban hành"), tuple[v.Level, ...], tag=TAG_WORDS)
def levels() -> tuple[v.Level, ...]:
    """Send the levels of government."""
    return vocabulary().levels


@operation("/vocabulary/effects", _("Tình trạng hiệu lực"), tuple[v.Effect, ...], tag=TAG_WORDS)
def effects() -> tuple[v.Effect, ...]:
    """Send the states of effect."""
    return vocabulary().effects


@operation("/vocabulary/verbs", _("Loại quan hệ giữa các văn bản"), tuple[v.Verb, ...], tag=TAG_WORDS)
def verbs() -> tuple[v.Verb, ...]:
    """Send the verbs of relations."""
    return vocabulary().verbs
