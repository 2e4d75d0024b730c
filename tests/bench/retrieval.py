"""Quality of retrieval on ALQAC 2025, in three forms of the question, beside plain syllable BM25 in the same run.

``python -m tests.bench.retrieval [ENGINE ...]``: the default engine when none is given. Prints, for the shipped weights
and for weights learned in 5 folds without the questions they are measured on, the mean reciprocal rank with its
bootstrap interval, recall, and the difference to plain BM25 over whole articles (k1 1.2, b 0.75, marked syllables as
typed; folded syllables when the question has no marks).
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
from indexer.library import CANDIDATES, Library
from indexer.weights import Weights, shipped
from tests.bench._corpus import corpus_folder
from tests.bench._training import Asked, held_out, trained

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


def asked(made: Library, laws: Sequence[Law], questions: Sequence[Question], form: str) -> list[Asked]:
    """Return the candidates of every question in one form, with their evidence."""
    return [_asked(made, laws, question, judged.in_form(question.text, form)) for question in questions]


def _asked(made: Library, laws: Sequence[Law], question: Question, text: str) -> Asked:
    query = judged.plain(text)
    told = made.ask(query)
    ranked = made.rank(told, made.find(query, told, CANDIDATES))
    answers = tuple(judged.answer(made, laws, row) for row in ranked.rows.tolist())
    right = np.array([answer in question.answers for answer in answers], np.bool_)
    return Asked(ranked.evidence, made.shelf.pids[ranked.rows], answers, right)


def told(name: str, form: str, pairs: list[tuple[Question, list[tuple[str, str]]]], base: NDArray[np.float64]) -> None:
    """Print the figures of one form, beside plain BM25."""
    values = np.array([judged.reciprocal(found, question) for question, found in pairs])
    recall = "  ".join(f"{key} {value:.4f}" for key, value in judged.measures(pairs).items() if key != "mrr@10")
    print(f"{name:26} {form:7} mrr@10 {interval(values)}  gain {interval(values - base)}  {recall}")


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
        print(f"{'plain BM25':26} {form:7} mrr@10 {interval(values)}")
    for engine in sys.argv[1:] or ["whoosh"]:
        with judged.library(laws, engine, 2) as made:
            started = time.process_time()
            found = {form: asked(made, laws, questions, form) for form in judged.FORMS}
            spent = (time.process_time() - started) / len(questions) / len(found) * 1000
        ways = {"as shipped": [shipped().weights.vector()] * len(questions), "5-fold": held_out(found["typed"])}
        for way, weights in ways.items():
            for form, each in found.items():
                ordered = [one.found(vector) for one, vector in zip(each, weights, strict=True)]
                pairs = list(zip(questions, ordered, strict=True))
                told(f"{engine}, {way}", form, pairs, baseline[form])
        learned = zip(Weights.names(), trained(found["typed"]).tolist(), strict=True)
        print(f"{engine}: {spent:.1f} ms a question; learned from all:", *(f"{name} {w:.3f}" for name, w in learned))


if __name__ == "__main__":
    main()
