"""Our consolidation against the official consolidated texts: share of provisions that are equal, every difference.

A network is found by itself: every official consolidated text whose base act and amending acts are all in the
corpus. ``--differences`` lists every provision that differs, with its class (see :mod:`tests.bench._differences`).
"""

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher

from registry.consolidation import as_of
from registry.consolidation.timeline import Consolidated
from tests.bench._corpus import corpus_folder
from tests.bench._differences import OURS, Difference, Judge, normal, official_words, our_words, zone
from tests.bench._instructions import instructions
from tests.bench._networks import Network, act, networks
from tests.bench._wordings import wordings


def main() -> int:
    """Print the figures; return a process exit code."""
    for network in networks(corpus_folder()):
        result = as_of(act(network.base), [act(item) for item in network.amending], date.max)
        print(f"\n{network.name}; {len(result.pending)} pending")
        report(network, result)
    print("\nNew wordings of amending acts whose base act is not held")
    for found in wordings(corpus_folder()):
        print(f"  {found.name}: {dict(found.counts)}")
        for kind, act_number, address, where in found.rows if "--differences" in sys.argv else ():
            if kind != "equal":
                print(f"     {kind} {act_number} {address} -> {where}")
    acts, count, unread = instructions(corpus_folder())
    print(f"\nInstructions read in {acts} amending acts: {count - len(unread)}/{count} = {1 - len(unread) / count:.4f}")
    print("\n".join(f"  pending: {line}" for line in unread))
    return 0


def report(network: Network, result: Consolidated) -> None:
    """Print the figures of one network."""
    judge = Judge(network, result)
    ours, official = our_words(result), official_words(network.official)
    found = list(judge.differences(ours, official))
    full, full_official = our_words(result, full=True), official_words(network.official, full=True)
    for name in ("body", "annex"):
        addresses = [item for item in dict.fromkeys([*official, *ours]) if zone(item) == name]
        if addresses:
            unlike = sum(normal(full.get(a, "")) != normal(full_official.get(a, "")) for a in addresses)
            _print_zone(name, len(addresses), [item for item in found if item.zone == name], unlike)
    if "--differences" in sys.argv:
        print_differences(result, found)


def _print_zone(name: str, total: int, found: Sequence[Difference], unlike: int) -> None:
    kinds = Counter(item.kind for item in found)
    ours = sum(kinds[kind] for kind in OURS)
    equal = total - len(found)
    explained = len(found) - ours
    print(
        f"  {name:5} own words {equal}/{total} = {equal / total:.4f}"
        f" (applying the acts to the letter reaches at most {(total - explained) / total:.4f})"
        f" · leaving out {explained} explained {equal}/{total - explained} = {equal / max(total - explained, 1):.4f}"
        f" · full wording {total - unlike}/{total} = {(total - unlike) / total:.4f}"
        f" · {dict(kinds)}"
    )


def print_differences(result: Consolidated, found: Sequence[Difference]) -> None:
    """Print what is pending and where the words differ."""
    for item in result.pending:
        print(f"   pending {item.act} {item.provision}: {item.reason}")
    for row in found:
        left, right = row.ours.split(), row.official.split()
        pieces = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        changed = [(" ".join(left[a:b][:8]), " ".join(right[c:d][:8])) for tag, a, b, c, d in pieces if tag != "equal"]
        print(f"   {row.kind:8} {row.id}: {len(left)} | {len(right)} words; {changed[:4]}")


if __name__ == "__main__":
    sys.exit(main())
