"""How good retrieval is, on judged questions in the ALQAC forms; apart from the registry."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeVar

import numpy as np
import orjson

from indexer.analysis import tokens
from indexer.build import SHELF, build
from indexer.library import CANDIDATES, Library
from indexer.query import Part, Query, Words
from indexer.shelf import Shelf, Work
from indexer.weights import Ranking, shipped
from registry.document import Provision, ProvisionKind
from registry.errors import BadRequest, InputRefused
from registry.text import fold, nfc

CUTS: Final = (1, 5, 10, 20, 100)
FORMS: Final = ("typed", "folded", "half")


@dataclass(frozen=True, slots=True)
class Law:
    """A law of a judged corpus: (id, text) of each article."""

    id: str
    articles: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A judged question; ``answers`` are (law, article) pairs."""

    id: str
    text: str
    answers: frozenset[tuple[str, str]]


Value = TypeVar("Value")
Finder = Callable[[str], Sequence[tuple[str, str]]]


def read_laws(path: Path) -> tuple[Law, ...]:
    """Read a judged corpus: one JSON file, or every JSON file of a folder.

    Raises:
        InputRefused: There is none, or it has another form.
    """
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    laws = [_law(row) for file in files for row in _rows(file)]
    if not any(law.articles for law in laws):
        raise InputRefused("empty-corpus", f"Không có điều nào trong “{path.name}”.", hint="Xem docs/retrieval.md.")
    return tuple(laws)


def read_questions(path: Path) -> tuple[Question, ...]:
    """Read judged questions.

    Raises:
        InputRefused: The file has another form.
    """
    return tuple(_question(row) for row in _rows(path))


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        loaded = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise InputRefused("unreadable-json", f"Không đọc được “{path.name}”: {error}.") from error
    rows = loaded if isinstance(loaded, list) else [loaded]
    if not all(isinstance(row, dict) for row in rows):
        raise InputRefused("wrong-form", f"“{path.name}” không phải danh sách các mục.", hint="Xem docs/retrieval.md.")
    return rows


def _law(row: Mapping[str, Any]) -> Law:
    return _formed(row, lambda: Law(str(row["id"]), tuple((str(a["id"]), nfc(a["text"])) for a in row["articles"])))


def _question(row: Mapping[str, Any]) -> Question:
    def read() -> Question:
        key = next(name for name in ("question_id", "id", "example_id") if name in row)
        text = row["text"] if "text" in row else row["statement"]
        answers = row["relevant_articles"] if "relevant_articles" in row else row["legal_passages"]
        return Question(
            str(row[key]), text, frozenset((str(answer["law_id"]), str(answer["article_id"])) for answer in answers)
        )

    return _formed(row, read)


def _formed(row: Mapping[str, Any], read: Callable[[], Value]) -> Value:
    try:
        return read()
    except (KeyError, TypeError, StopIteration) as error:
        raise InputRefused(
            "wrong-form", f"Mục không đúng dạng ALQAC: {str(dict(row))[:80]}.", hint="Xem docs/retrieval.md."
        ) from error


def half_marked(text: str) -> str:
    """Return a text in which every other word has lost its marks, as hurried people type."""
    words = re.split(r"(\s+)", text)
    return "".join(fold(word) if at % 4 == 2 else word for at, word in enumerate(words))


def in_form(text: str, form: str) -> str:
    """Return a question as typed, without marks, or half-marked."""
    composed = nfc(text)
    return {"typed": composed, "folded": fold(composed), "half": half_marked(composed)}[form]


def works(laws: Iterable[Law]) -> Iterator[Work]:
    """Yield each law as a document whose articles are its provisions; an article's first line is its heading."""
    for number, law in enumerate(laws):
        pieces, provisions, at = [], [], 0
        for place, (_, text) in enumerate(law.articles):
            heading = text.partition("\n")[0] if "\n" in text else ""
            provisions.append(Provision(f"d{place}", ProvisionKind.ARTICLE, "", heading, at, at + len(text)))
            pieces.append(text)
            at += len(text) + 1
        yield Work(number, (law.id,), law.id, "\n".join(pieces), tuple(provisions))


@contextmanager
def library(laws: Sequence[Law], engine: str, processes: int = 1, ranking: Ranking | None = None) -> Iterator[Library]:
    """Index laws in a folder of their own, gone afterwards; ranked as shipped when no ranking is given."""
    with TemporaryDirectory(prefix="vanban-eval-") as place:
        folder = Path(place) / "index"
        opened, names, _ = build(folder, engine, list(works(laws)), processes)
        try:
            yield Library(opened, Shelf(folder / SHELF, names), ranking or shipped())
        finally:
            opened.close()


def finder(made: Library, laws: Sequence[Law], candidates: int = CANDIDATES) -> Finder:
    """Return a function from a question to (law, article) pairs, best first."""

    def find(text: str) -> list[tuple[str, str]]:
        query = plain(text)
        asked = made.ask(query)
        ranked = made.rank(asked, made.find(query, asked, candidates))
        answers = (answer(made, laws, row) for row in ranked.rows.tolist())
        return list(dict.fromkeys(each for each in answers if each))

    return find


def plain(text: str) -> Query:
    """Read a question as plain words: quotes, minus and colons in it are not operators."""
    return Query(text, (Part((Words(tuple(tokens(nfc(text)))),)),))


def answer(made: Library, laws: Sequence[Law], row: int) -> tuple[str, str] | None:
    """Return the (law, article) of a row of the shelf; None for the names of a law."""
    if made.shelf.is_title[row]:
        return None
    law = laws[int(made.shelf.documents[row])]
    return law.id, law.articles[int(made.shelf.articles[row])][0]


def reciprocal(found: Sequence[tuple[str, str]], question: Question) -> float:
    """Return one over the place of the first right answer among ten, else 0."""
    return next((1 / (place + 1) for place, answer in enumerate(found[:10]) if answer in question.answers), 0.0)


def measures(results: Sequence[tuple[Question, Sequence[tuple[str, str]]]]) -> dict[str, float]:
    """Return recall at each cut and the mean reciprocal rank among ten."""
    recalls = {
        f"r@{cut}": _mean(
            [len(question.answers & set(found[:cut])) / len(question.answers) for question, found in results]
        )
        for cut in CUTS
    }
    return {**recalls, "mrr@10": _mean([reciprocal(found, question) for question, found in results])}


def _mean(values: Sequence[float]) -> float:
    return round(float(np.mean(values)), 4) if values else 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """What one form of the questions gave.

    Args:
        measures: Recall at each cut and the mean reciprocal rank among ten.
        ranks: Reciprocal rank of each question, by its id.
    """

    measures: dict[str, float]
    ranks: dict[str, float]


def run(find: Finder, questions: Sequence[Question], forms: Sequence[str] = FORMS) -> dict[str, Result]:
    """Ask every question in every form.

    Raises:
        BadRequest: No question has an answer.
    """
    judged = [question for question in questions if question.answers]
    if not judged:
        raise BadRequest("no-questions", "Tệp câu hỏi không có câu nào kèm đáp án.")
    return {form: result([(q, find(in_form(q.text, form))) for q in judged]) for form in forms}


def result(results: Sequence[tuple[Question, Sequence[tuple[str, str]]]]) -> Result:
    """Return the measures of some questions and what was found for each."""
    return Result(
        measures(results), {question.id: round(reciprocal(found, question), 4) for question, found in results}
    )
