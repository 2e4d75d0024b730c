"""Which statements speak of the same document.

Numbers of official letters and individual acts begin again every year at every office (Decree 30/2020/NĐ-CP, article
15), so a number alone names a document only together with its issuer and date. Everything here is a pure function of
a set of statements: the order in which they arrived cannot matter.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.numbers import parse_number
from registry.reading.keys import number_key, plain
from registry.store.statement import Statement
from registry.vocabulary import Issuer, vocabulary

_ALIKE: Final = 0.6  # share of common words from which two titles are the same title, shortened or retyped


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """What tells documents with one number apart. Unknown parts are empty.

    Args:
        type: Folded name of the type.
        issuers: Codes of the issuers, or their folded names when the vocabulary does not know them; sorted.
        issued: ISO date.
        dated: True when the number itself carries the year.
    """

    type: str
    issuers: tuple[str, ...]
    issued: str
    dated: bool

    @property
    def unknowns(self) -> int:
        """How many parts are missing."""
        return (not self.type) + (not self.issuers) + (not self.issued)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Statements about one document.

    Args:
        identity: The most complete identity among them; unique among the clusters of one number.
        members: Positions in the list of statements.
        ambiguous: True when it could as well belong to several other clusters, and therefore stands alone.
    """

    identity: Identity
    members: tuple[int, ...]
    ambiguous: bool


def group_of(statement: Statement) -> str:
    """Return the key shared by statements that may speak of one document."""
    key = number_key(statement.number) or statement.about
    if key:
        return key
    known = (statement.type, *statement.issuers, statement.issued, statement.title)
    parts = [plain(str(part or "")) for part in known]
    if not any(parts):
        parts = [statement.text_sha256 or statement.source_key]
    return f"khong-so/{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:16]}"


def identity(statement: Statement) -> Identity:
    """Return the identity that a statement gives."""
    number = parse_number(statement.number) if statement.number else None
    return Identity(
        type=plain(vocabulary().type_name(number.canonical if number else None, statement.type)),
        issuers=_issuers(statement),
        issued=day.isoformat() if (day := statement.meant or statement.issued) else "",
        dated=number is not None and number.year is not None,
    )


def issuer_keys(names: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of the named issuers, or their folded names when the vocabulary does not know them."""
    known = ((vocabulary().issuer_of_name(name), name) for name in names)
    return tuple(sorted({issuer.code if issuer else plain(name) for issuer, name in known}))


def issuers_of_number(number: str) -> tuple[Issuer, ...]:
    """Return the national bodies whose abbreviations stand in a number; none for local numbers."""
    parsed = parse_number(number)
    code = (parsed.issuer_code or "") if parsed else ""
    whole = vocabulary().issuer_by_number(code)  # a few have a hyphen of their own
    parts = [whole] if whole else map(vocabulary().issuer_by_number, code.split("-"))
    return tuple(issuer for issuer in parts if issuer)


def _issuers(statement: Statement) -> tuple[str, ...]:
    """Codes in a number are more certain than a name read from a page, and national ones leave no choice."""
    told = issuers_of_number(statement.number) if statement.number else ()
    return tuple(sorted({issuer.code for issuer in told})) or issuer_keys(statement.issuers)


def clusters(statements: Sequence[Statement]) -> list[Cluster]:
    """Divide the statements of one group into documents.

    Complete identities come first; one that lacks a part joins the only document that it fits, and stands alone when
    it fits several.
    """
    nodes: dict[Identity, list[int]] = {}
    leads = {(each.origin, each.source_key): each for each in statements}
    for at, statement in enumerate(statements):
        lead = leads.get((statement.origin, statement.extends), statement)
        nodes.setdefault(identity(lead), []).append(at)
    titles = {node: _titles(statements[at] for at in members) for node, members in nodes.items()}
    found: list[list[Identity]] = []
    firsts = _Firsts()
    alone: set[Identity] = set()
    for node in sorted(nodes, key=lambda each: (each.unknowns, each)):
        near = [found[at] for at in firsts.near(node)]
        fitting = [cluster for cluster in near if all(_same(node, other, titles) for other in cluster)]
        if len(fitting) == 1:
            fitting[0].append(node)
        else:
            firsts.add(node)
            found.append([node])
            alone |= {node} if fitting else set()
    return [_cluster(cluster, nodes, alone) for cluster in found]


class _Firsts:
    """The first identity of every document so far, by issuer and year: what does not fit it does not fit the document.

    Hundreds of offices share a number, year after year; comparing each with each would take minutes.
    """

    def __init__(self) -> None:
        self._held: dict[str, dict[str, list[int]]] = {}
        self.count = 0

    def add(self, first: Identity) -> None:
        """Hold the next document by its first identity."""
        for issuer in first.issuers or ("",):
            self._held.setdefault(issuer, {}).setdefault(first.issued[:4], []).append(self.count)
        self.count += 1

    def near(self, node: Identity) -> list[int]:
        """Return the places of all documents that may fit, in order."""
        issuers = (*node.issuers, "") if node.issuers else tuple(self._held)
        held = [self._held.get(issuer, {}) for issuer in issuers]
        exact = node.issued and not node.dated
        years = (node.issued[:4], "")
        wanted = [map(each.get, years, ([], [])) if exact else each.values() for each in held]
        return sorted({at for lists in wanted for some in lists for at in some})


def _cluster(cluster: list[Identity], nodes: dict[Identity, list[int]], alone: set[Identity]) -> Cluster:
    members = sorted(at for node in cluster for at in nodes[node])
    return Cluster(cluster[0], tuple(members), cluster[0] in alone)


def _titles(statements: Iterable[Statement]) -> list[frozenset[str]]:
    words = (frozenset(plain(statement.title or "").split("-")) - {""} for statement in statements)
    return [found for found in words if found]


def _same(left: Identity, right: Identity, titles: dict[Identity, list[frozenset[str]]]) -> bool:
    if left.type and right.type and left.type != right.type:
        return False
    if left.issuers and right.issuers and not set(left.issuers) & set(right.issuers):
        return False
    if not left.issued or not right.issued or left.issued == right.issued:
        return True
    if left.dated:
        return bool(left.issuers and right.issuers)
    same_year = date.fromisoformat(left.issued).year == date.fromisoformat(right.issued).year
    return same_year and _alike(titles[left], titles[right])


def _alike(left: list[frozenset[str]], right: list[frozenset[str]]) -> bool:
    """Tell whether some title on one side is, shortened or retyped, a title on the other."""
    return any(len(a & b) >= _ALIKE * min(len(a), len(b)) for a in left for b in right)
