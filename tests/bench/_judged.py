"""The judged topic questions, and how well a ranking answers one."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = Path(__file__).resolve().parent.parent / "golden" / "topics.jsonl"
DEPTH = 10
BEST = 2

Place = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Topic:
    """A judged question: ``relevant`` maps (number, provision or None) to its grade, 2 or 1."""

    id: str
    text: str
    form: str
    relevant: dict[Place, int]
    notes: str

    @property
    def documents(self) -> dict[Place, int]:
        """Each document with the best grade of anything in it."""
        best: dict[Place, int] = {}
        for (number, _), grade in self.relevant.items():
            best[number, None] = max(grade, best.get((number, None), 0))
        return best

    @property
    def provisions(self) -> dict[Place, int]:
        """What was judged below the document."""
        return {place: grade for place, grade in self.relevant.items() if place[1]}


@dataclass(frozen=True, slots=True)
class Measures:
    """Of one answer: nDCG and recall count every grade, MRR and success the best one only."""

    ndcg: float
    mrr: float
    recall: float
    success: float


def read_topics(path: Path = QUESTIONS) -> list[Topic]:
    """Read the judged questions."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Topic(
            row["id"],
            row["text"],
            row["form"],
            {(each["number"], each["provision"]): each["grade"] for each in row["relevant"]},
            row["notes"],
        )
        for row in rows
    ]


def unit(provision: str) -> str:
    """Return the article of a provision, or the form of an annex, or the provision itself."""
    found = re.match(r"(?:p\w+\.)?d\d+[a-z]*(?=\.|$)|p\w+?(?:\.ms[\w-]+)?(?=\.|$)", provision)
    return found.group() if found else provision


def judged_as(place: Place, relevant: Mapping[Place, int]) -> Place | None:
    """Return the judgement that covers a place: of the place itself, or of the annex it is in."""
    number, provision = place
    while True:
        if (number, provision) in relevant:
            return number, provision
        if not provision or "." not in provision:
            return None
        provision = provision.rpartition(".")[0]


def measure(found: Sequence[Place], relevant: Mapping[Place, int]) -> Measures:
    """Measure an answer, best first; a second hit of one judgement is not counted again."""
    seen: set[Place] = set()
    grades: list[int] = []
    for place in found[:DEPTH]:
        judged = judged_as(place, relevant)
        grades.append(relevant[judged] if judged and judged not in seen else 0)
        seen |= {judged} if judged else set()
    right = next((at for at, grade in enumerate(grades) if grade == BEST), None)
    return Measures(
        ndcg=_gain(grades) / _gain(sorted(relevant.values(), reverse=True)[:DEPTH]),
        mrr=0.0 if right is None else 1 / (right + 1),
        recall=len(seen) / min(len(relevant), DEPTH),
        success=float(right == 0),
    )


def mean(measured: Sequence[Measures]) -> Measures:
    """Return the mean of each measure."""
    columns = list(zip(*((m.ndcg, m.mrr, m.recall, m.success) for m in measured), strict=True))
    return Measures(*(sum(column) / len(column) for column in columns))


def _gain(grades: Sequence[int]) -> float:
    return math.fsum((2.0**grade - 1) / math.log2(at + 2) for at, grade in enumerate(grades))
