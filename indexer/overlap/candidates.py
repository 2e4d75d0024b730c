"""Pairs of passages that may overlap: equal bands of their signatures, or several equal sampled 5-grams."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexer.overlap.signatures import PERMUTATIONS, Signatures
from indexer.overlap.words import Hashes

BANDS: Final = 16
ROWS: Final = PERMUTATIONS // BANDS
LARGEST_BUCKET: Final = 200
SAMPLE: Final = 2
SHARED_SAMPLES: Final = 3
_ESTIMATE: Final = 0.3

Pairs = NDArray[np.int64]
Ids = NDArray[np.int64]


def alike(signatures: Signatures, documents: Ids) -> Pairs:
    """Find pairs of passages of different documents whose signatures agree.

    Every signature is cut into 16 bands of 4; pairs that agree in under 30 % of all 64 places are dropped. Copies
    with 5 % of the words changed are found 94 times in 100 this way; :func:`containing` finds the others.

    Args:
        signatures: One row per passage.
        documents: Document id of each passage.

    Returns:
        Rows (left, right) of passage numbers, left before right, sorted and without repeats.
    """
    grid = signatures.reshape(len(signatures), BANDS, ROWS)
    found = [_bucket_pairs(_keys(grid[:, band]), documents) for band in range(BANDS)]
    pairs = _distinct(found)
    return pairs[_estimates(signatures, pairs) >= _ESTIMATE]


def containing(grams: Hashes, owners: Ids, documents: Ids, common: Hashes) -> Pairs:
    """Find pairs of passages that share half of the sampled 5-grams of the shorter one, whatever their lengths.

    Args:
        grams: Hashes of all passages' 5-grams, one after the other.
        owners: Passage number of each hash.
        documents: Document id of each passage.
        common: Sorted hashes that do not count.

    Returns:
        Rows (left, right) of passage numbers, sorted and without repeats.
    """
    keys, holders = _samples(grams, owners, common)
    pairs, shared = _counted(_bucket_pairs(keys, documents, holders))
    sizes = np.bincount(holders, minlength=len(documents))
    smaller = np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
    return pairs[(shared >= SHARED_SAMPLES) & (2 * shared >= smaller)]


def _samples(grams: Hashes, owners: Ids, common: Hashes) -> tuple[Hashes, Ids]:
    """Keep one hash in two, once per owner, ordered by hash."""
    kept = (grams % np.uint64(SAMPLE)) == 0
    if len(common):
        kept &= ~np.isin(grams, common)
    keys, holders = grams[kept], owners[kept]
    order = np.lexsort((holders, keys))
    keys, holders = keys[order], holders[order]
    fresh = np.ones(len(keys), np.bool_)
    fresh[1:] = (keys[1:] != keys[:-1]) | (holders[1:] != holders[:-1])
    return keys[fresh], holders[fresh]


def _keys(rows: NDArray[np.uint32]) -> Hashes:
    key = np.zeros(len(rows), np.uint64)
    for column in range(rows.shape[1]):
        key = key * np.uint64(0x9E3779B97F4A7C15) + rows[:, column]
    return key


def _bucket_pairs(keys: Hashes, documents: Ids, owners: Ids | None = None) -> Pairs:
    """Pair the owners of equal keys, shift by shift, so that no Python loop runs over buckets."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    passages = order if owners is None else owners[order]
    found = []
    for shift in range(1, LARGEST_BUCKET):
        equal = np.flatnonzero(ordered[shift:] == ordered[:-shift])
        if not len(equal):
            break
        left, right = passages[equal], passages[equal + shift]
        apart = documents[left] != documents[right]
        found.append(np.sort(np.stack([left[apart], right[apart]], axis=1), axis=1))
    return np.concatenate(found) if found else np.empty((0, 2), np.int64)


def _distinct(found: list[Pairs]) -> Pairs:
    return _counted(np.concatenate(found))[0]


def _counted(pairs: Pairs) -> tuple[Pairs, Ids]:
    packed, counts = np.unique((pairs[:, 0] << 32) | pairs[:, 1], return_counts=True)
    return np.stack([packed >> 32, packed & 0xFFFFFFFF], axis=1), counts.astype(np.int64)


def _estimates(signatures: Signatures, pairs: Pairs) -> NDArray[np.float64]:
    estimates = np.empty(len(pairs))
    for start in range(0, len(pairs), 100_000):
        part = pairs[start : start + 100_000]
        estimates[start : start + 100_000] = (signatures[part[:, 0]] == signatures[part[:, 1]]).mean(axis=1)
    return estimates
