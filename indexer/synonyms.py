"""Abbreviations and synonyms of the vocabulary, both ways: DTTS finds "dân tộc thiểu số", and the other way round."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Final

from indexer.analysis import folded, syllables
from registry.vocabulary import kept, vocabulary

Run = tuple[str, ...]
_UNITS: Final = ("huyện", "thị trấn", "xã", "phường", "thị xã")


def _run(text: str) -> Run:
    return tuple(folded(syllables(text)))


class Synonyms:
    """Runs of folded syllables and what may stand for them.

    Args:
        groups: Words that stand for each other.
        wider: What is typed -> what it finds as well, not the other way round.
    """

    def __init__(self, groups: Iterable[Sequence[str]], wider: Mapping[str, Sequence[str]] | None = None) -> None:
        table: dict[Run, dict[Run, None]] = defaultdict(dict)
        for group in groups:
            for one, other in permutations(dict.fromkeys(map(_run, group)), 2):
                table[one][other] = None
        self._wider = {_run(typed): frozenset(map(_run, others)) for typed, others in (wider or {}).items()}
        for typed, others in (wider or {}).items():
            table[_run(typed)] |= dict.fromkeys(map(_run, others))
        self._table = {run: tuple(others) for run, others in table.items() if run}
        self._longest = max(map(len, self._table), default=0)

    def of(self, run: Run) -> tuple[Run, ...]:
        """Return what may stand for a run of syllables."""
        return self._table.get(run, ())

    def is_wider(self, run: Run, other: Run) -> bool:
        """Tell whether a run finds the other and is not found by it."""
        return other in self._wider.get(run, ())

    def long_form(self, syllable: str) -> Run:
        """Return the words that an abbreviation stands for, as first listed; the syllable itself when it is none."""
        others = self.of((syllable,)) if syllable.isalpha() else ()
        return next((run for run in others if len(run) > 1), (syllable,))

    def cut(self, sequence: Sequence[str]) -> Iterator[Run]:
        """Yield the sequence in pieces: the longest known runs, and single syllables between them."""
        at = 0
        while at < len(sequence):
            sizes = range(min(self._longest, len(sequence) - at), 1, -1)
            size = next((n for n in sizes if tuple(sequence[at : at + n]) in self._table), 1)
            yield tuple(sequence[at : at + size])
            at += size


@kept
def synonyms() -> Synonyms:
    """Return the synonyms of the vocabulary: abbreviations, other words, old districts and what took over."""
    known = vocabulary()
    places = ((district.name, *district.into) for district in known.districts)
    today = (name for communes in known.communes.values() for _, name in communes)
    return Synonyms((*known.abbreviations.items(), *known.synonyms, *places, *map(_units, today)), known.wider)


def _units(commune: str) -> tuple[str, ...]:
    """Return the units, past and present, that bear a commune's name: one looks for the place, whatever it was then."""
    kind, _, name = commune.partition(" ")
    return (commune, *(f"{unit} {name}" for unit in _UNITS if unit != kind.lower()))
