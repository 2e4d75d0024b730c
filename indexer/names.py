"""The words that stand for a whole document: number, type, title, issuer, and other names of these."""

from collections.abc import Iterable, Iterator

from registry.records import DocumentRecord
from registry.vocabulary import Issuer, vocabulary


def names(record: DocumentRecord) -> tuple[str, ...]:
    """Return the lines to find a document by; the title is first, empty when unknown."""
    lines = (record.title, record.number, f"{record.type} số {record.number}", *_issuers(record), *_programmes(record))
    return (lines[0], *dict.fromkeys(line for line in lines[1:] if line))


def issuers(record: DocumentRecord) -> tuple[Issuer | str, ...]:
    """Return who signed: known bodies, or the name as signed."""
    signed = [name.strip() for name in record.issuer.split(";") if name.strip()]
    known = [vocabulary().issuer_of_name(name) for name in signed]
    return tuple(body or name for body, name in zip(known, signed, strict=True))


def _issuers(record: DocumentRecord) -> Iterator[str]:
    yield from record.issuer.split(";")
    for body in issuers(record):
        if isinstance(body, Issuer):
            yield from _bodies(vocabulary().issuer_group(body.code))


def _bodies(codes: Iterable[str]) -> Iterator[str]:
    for code in codes:
        body = vocabulary().issuer_by_code(code)
        if body:
            yield body.name
            yield from body.numbers


def _programmes(record: DocumentRecord) -> Iterator[str]:
    for tag in record.programmes:
        programme = vocabulary().programme(tag.code)
        component = vocabulary().component(tag.code)
        if programme:
            yield programme.code
            yield programme.short
        if component:
            yield component.name
