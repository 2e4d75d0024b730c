"""Overlap: recall on synthetic edits, and speed on many provisions.

    python -m tests.bench.overlap [--provisions 20000] [--copies 1000]

Recall: copies of random passages with a share of their words replaced, deleted or inserted, proposed as candidates.
Speed: one process, signing, proposing and aligning passages of which one in ten is an edited copy of another.
"""

import argparse
import random
import resource
import time

import numpy as np

from indexer.overlap.comparing import compare, propose
from indexer.overlap.families import Families
from indexer.overlap.passages import Reading, read, without_common
from indexer.overlap.values import Options
from indexer.overlap.words import Lexicon
from registry.document import Provision, ProvisionKind
from registry.records import DocumentText

NOTHING = np.empty(0, np.uint64)


def words(rng: random.Random, count: int) -> list[str]:
    """Draw words with the skew of real text: few frequent ones, many rare ones."""
    return [f"t{int(6000 * rng.random() ** 3)}" for _ in range(count)]


def edited(original: list[str], share: float, rng: random.Random) -> list[str]:
    """Change a share of the words: each is replaced, deleted, or followed by a new one."""
    copy = [[word] for word in original]
    for place in rng.sample(range(len(copy)), max(1, round(share * len(copy)))) if share else ():
        copy[place] = rng.choice([[f"x{rng.randrange(10**6)}"], [], [*copy[place], f"y{rng.randrange(10**6)}"]])
    return [word for group in copy for word in group]


def document(document_id: int, passages: list[list[str]]) -> DocumentText:
    """Make a document of clauses."""
    lines = [f"{at}. {' '.join(passage)}" for at, passage in enumerate(passages, start=1)]
    starts = np.cumsum([0, *(len(line) + 1 for line in lines)]).tolist()
    nodes = tuple(
        Provision(f"k{at}", ProvisionKind.CLAUSE, f"khoản {at + 1}", "", starts[at], starts[at] + len(line))
        for at, line in enumerate(lines)
    )
    return DocumentText(document_id, "\n".join(lines), nodes, (), ())


def readings(texts: list[DocumentText], lexicon: Lexicon) -> list[Reading]:
    """Cut documents into passages."""
    return [read(text, lexicon, Options(shortest=20)) for text in texts]


def recall(length: int, share: float, copies: int, rng: random.Random) -> float:
    """Return the share of edited copies that are proposed together with their original."""
    originals = [words(rng, length) for _ in range(copies)]
    texts = [document(1, originals), document(2, [edited(original, share, rng) for original in originals])]
    passages, pairs = propose(readings(texts, Lexicon()), NOTHING)
    places = {(p.document_id, p.provision): at for at, p in enumerate(passages)}
    found = {(int(one), int(other)) for one, other in pairs.tolist()}
    return sum((places[1, f"k{at}"], places[2, f"k{at}"]) in found for at in range(copies)) / copies


def speed(count: int, rng: random.Random) -> None:
    """Print the seconds of each step for so many provisions in documents of a hundred."""
    pool = [words(rng, rng.randrange(40, 260)) for _ in range(count)]
    for at in range(0, count, 10):
        pool[at] = edited(pool[rng.randrange(count)], 0.03, rng)
    texts = [document(at, pool[at * 100 : at * 100 + 100]) for at in range(count // 100)]
    started, lexicon = time.perf_counter(), Lexicon()
    cut, common = without_common(readings(texts, lexicon), Options())
    read_at = time.perf_counter()
    passages, pairs = propose(cut, common)
    proposed_at = time.perf_counter()
    canonical = {text.document_id: text.text for text in texts}
    compared = compare(cut, common, canonical, lexicon, Families([]), Options())
    done = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{len(passages):,} provisions, {len(pairs):,} candidates, {len(compared.findings):,} findings")
    print(f"read and hash {read_at - started:6.2f} s")
    print(f"sign and pair {proposed_at - read_at:6.2f} s")
    print(f"align         {done - proposed_at - (proposed_at - read_at):6.2f} s   peak memory {memory:,.0f} MB")


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--provisions", type=int, default=20_000)
    parser.add_argument("--copies", type=int, default=500)
    chosen = parser.parse_args()
    rng = random.Random(2025)
    shares = (0.0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.08)
    print("Recall of candidates by length and share of words edited")
    print("words " + "".join(f"{share:>8.0%}" for share in shares))
    for length in (30, 60, 120, 300):
        print(f"{length:5} " + "".join(f"{recall(length, share, chosen.copies, rng):8.3f}" for share in shares))
    speed(chosen.provisions, rng)


if __name__ == "__main__":
    main()
