"""Quality of retrieval on ALQAC 2025, in three forms of the question, beside plain syllable BM25 in the same run.

``python -m tests.bench.retrieval [ENGINE ...]``: the default engine when none is given. Prints the mean reciprocal rank
with its bootstrap interval, recall, and the difference to plain BM25 over whole articles (k1 1.2, b 0.75, marked
syllables as typed; folded syllables when the question has no marks).
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from indexer import evaluate as judged
from indexer.analysis import folded, syllables
from indexer.evaluate import Finder, Law, Question
from tests.bench._corpus import corpus_folder

K1, B = 1.2, 0.75
Cut = Callable[[str], list[str]]


def unmarked(text: str) -> list[str]:
    """Return the folded syllables of a text."""
    return folded(syllables(text))


def plain(laws: Sequence[Law], cut: Cut) -> Finder:
    """Return plain BM25 over whole articles."""
    keys = [(law.id, article) for law in laws for article, _ in law.articles]
    texts = [Counter(cut(text)) for law in laws for _, text in law.articles]
    lengths = np.array([text.total() for text in texts], np.float64)
    norms = K1 * (1 - B + B * lengths / lengths.mean())
    postings: dict[str, list[tuple[int, int]]] = {}
    for number, text in enumerate(texts):
        for term, count in text.items():
            postings.setdefault(term, []).append((number, count))
    arrays = {term: np.array(found, np.float64).T for term, found in postings.items()}

    def find(question: str) -> list[tuple[str, str]]:
        scores = np.zeros(len(keys))
        for term in cut(question):
            if term in arrays:
                rows, counts = arrays[term][0].astype(int), arrays[term][1]
                rare = np.log(1 + (len(keys) - len(rows) + 0.5) / (len(rows) + 0.5))
                scores[rows] += rare * counts * (K1 + 1) / (counts + norms[rows])
        return [keys[number] for number in np.argsort(-scores, kind="stable")[:100]]

    return find


def reciprocals(find: Finder, questions: Sequence[Question], form: str) -> NDArray[np.float64]:
    """Return the reciprocal rank of each question."""
    return np.array([judged.reciprocal(find(judged.in_form(q.text, form)), q) for q in questions])


def interval(values: NDArray[np.float64]) -> str:
    """Return the mean and its 95 % bootstrap interval."""
    draws = np.random.default_rng(0).choice(values, (2000, len(values))).mean(1)
    low, high = np.percentile(draws, [2.5, 97.5])
    return f"{values.mean():.4f} [{low:.4f}, {high:.4f}]"


def main() -> None:
    """Measure and print."""
    folder = corpus_folder() / "retrieval"
    laws = judged.read_laws(folder / "alqac2025_laws.json")
    questions = [q for q in judged.read_questions(folder / "alqac2025_questions.json") if q.answers]
    baseline = {
        form: reciprocals(plain(laws, unmarked if form == "folded" else syllables), questions, form)
        for form in judged.FORMS
    }
    for form, values in baseline.items():
        print(f"plain BM25  {form:7} mrr@10 {interval(values)}")
    for engine in sys.argv[1:] or ["whoosh"]:
        with judged.library(laws, engine, 2) as made:
            find = judged.finder(made, laws)
            for form in judged.FORMS:
                started = time.process_time()
                values = reciprocals(find, questions, form)
                spent = (time.process_time() - started) / len(questions) * 1000
                recall = judged.run(find, questions, (form,))[form]
                gain = interval(values - baseline[form])
                print(f"{engine:11} {form:7} mrr@10 {interval(values)}  gain {gain}  {spent:.1f} ms a question")
                print(f"{'':19} " + "  ".join(f"{name} {value:.4f}" for name, value in recall.items()))


if __name__ == "__main__":
    main()
