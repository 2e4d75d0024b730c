import random

import numpy as np
import pytest

from indexer.overlap.candidates import Ids, alike, containing
from indexer.overlap.signatures import PERMUTATIONS, Signatures, sign
from indexer.overlap.words import Hashes, Lexicon, grams

NOTHING = np.empty(0, np.uint64)


def hashes(texts: list[list[str]]) -> list[Hashes]:
    lexicon = Lexicon()
    return [grams(lexicon.folded(text)) for text in texts]


def signed(texts: list[list[str]]) -> Signatures:
    rows = [sign(own, [0], [len(text)], NOTHING) for own, text in zip(hashes(texts), texts, strict=True)]
    return np.concatenate(rows)


def owned(texts: list[list[str]]) -> tuple[Hashes, Ids]:
    parts = hashes(texts)
    return np.concatenate(parts), np.concatenate([np.full(len(part), at) for at, part in enumerate(parts)])


def random_words(rng: random.Random, count: int) -> list[str]:
    return [f"t{rng.randrange(3000)}" for _ in range(count)]


def edited(words: list[str], share: float, rng: random.Random) -> list[str]:
    copy = list(words)
    for place in rng.sample(range(len(copy)), round(share * len(copy))):
        copy[place] = f"x{rng.randrange(10**6)}"
    return copy


@pytest.mark.parametrize("share", [0.0, 0.02, 0.05])
def test_copies_with_a_few_changed_words_are_proposed(share: float) -> None:
    rng = random.Random(7)
    originals = [random_words(rng, 120) for _ in range(200)]
    texts = originals + [edited(words, share, rng) for words in originals]
    documents = np.arange(len(texts))
    by_signature = {tuple(pair) for pair in alike(signed(texts), documents).tolist()}
    by_sample = {tuple(pair) for pair in containing(*owned(texts), documents, NOTHING).tolist()}
    assert sum((at, at + 200) in by_signature for at in range(200)) >= 170
    assert sum((at, at + 200) in by_signature | by_sample for at in range(200)) >= 199


def test_passages_of_one_document_are_never_paired() -> None:
    rng = random.Random(1)
    words = random_words(rng, 60)
    assert len(alike(signed([words, words]), np.array([4, 4]))) == 0


def test_a_signature_has_one_minimum_per_permutation_and_ignores_common_runs() -> None:
    words = random_words(random.Random(2), 40)
    own = hashes([words])[0]
    plain = sign(own, [0], [40], NOTHING)
    assert plain.shape == (1, PERMUTATIONS)
    assert (sign(own, [0], [40], np.sort(own)) == np.iinfo(np.uint32).max).all()
    assert not (plain == sign(own, [10], [40], NOTHING)).all()


def test_a_short_passage_inside_a_long_one_is_proposed() -> None:
    rng = random.Random(3)
    inner, noise = random_words(rng, 80), random_words(rng, 900)
    texts = [inner, noise[:400] + inner + noise[400:], random_words(rng, 80)]
    assert containing(*owned(texts), np.array([1, 2, 3]), NOTHING).tolist() == [[0, 1]]


def test_no_passages_give_no_pairs() -> None:
    assert len(alike(np.empty((0, PERMUTATIONS), np.uint32), np.empty(0, np.int64))) == 0
