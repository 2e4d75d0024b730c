"""Readable addresses of documents, the same wherever and whenever the registry is built."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from registry.vocabulary import slug as plain

_WORDS: Final = 8
# The number already says UBND or HĐND; the place is what is missing.
_SAID: Final = re.compile(r"^(?:uy-ban-nhan-dan|hoi-dong-nhan-dan|chu-tich-uy-ban-nhan-dan)-(?=.)")


@dataclass(frozen=True, slots=True)
class Named:
    """What an address is made of.

    Args:
        type: Vietnamese name of the type.
        number: Canonical number; empty when there is none.
        issuer: Name of the issuer.
        issued: ISO date; may be empty.
        title: Trích yếu.
        dated: True when the number carries its year.
        local: True when many offices use the same codes in their numbers.
        key: Key of the document, unique.
    """

    type: str
    number: str
    issuer: str
    issued: str
    title: str
    dated: bool
    local: bool
    key: str


def slugs(group: Sequence[Named]) -> list[str]:
    """Return one address for each document of a group that shares a number, all different.

    Each is as short as it can be: issuer, full date and finally a digest are added only where needed.
    """
    forms = [_forms(named) for named in group]
    chosen = [0] * len(group)
    for _ in range(3):
        counted = Counter(form[at] for form, at in zip(forms, chosen, strict=True))
        chosen = [at + (counted[form[at]] > 1 and at < 3) for form, at in zip(forms, chosen, strict=True)]
    return [form[at] for form, at in zip(forms, chosen, strict=True)]


def longest(named: Named) -> str:
    """Return the address that nothing else can have."""
    return _forms(named)[3]


def _forms(named: Named) -> tuple[str, str, str, str]:
    issuer = _SAID.sub("", plain(named.issuer)) if named.local else named.issuer
    year = "" if named.dated else named.issued[:4]
    if not named.number:
        return (
            _digested(_join(named.type, "khong so", named.issued, " ".join(named.title.split()[:_WORDS])), named),
        ) * 4
    short = _join(named.type, named.number, issuer if named.local else "", year)
    with_issuer = short if named.local else _join(short, named.issuer)
    with_date = _join(with_issuer, named.issued)
    return short, with_issuer, with_date, _digested(with_date, named)


def _digested(slug: str, named: Named) -> str:
    return f"{slug}-{hashlib.sha256(named.key.encode()).hexdigest()[:8]}"


def _join(*parts: str) -> str:
    return "-".join(piece for piece in map(plain, parts) if piece) or "van-ban"
