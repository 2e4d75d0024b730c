"""Tasks given to the province: precision and recall on provisions labelled by hand, and speed.

Labels (tests/golden/tasks.tsv): for each provision of two seeded samples, each body that its own words ask something
of, with the kinds of task that a careful reader would accept. ``body?`` may be found or not. Both were labelled before
the finder saw them; the finder was mended on the first, so the second is the one that counts.
"""

import time
from collections import defaultdict
from pathlib import Path

from registry.document import ParsedDocument
from registry.parsing.reading import parse
from registry.tasks import Task, find
from tests.bench._corpus import corpus_folder

LABELS = Path(__file__).resolve().parent.parent / "golden" / "tasks.tsv"

Labels = dict[tuple[str, str], dict[str, frozenset[str]]]


def labels() -> dict[str, Labels]:
    """Return, for each sample and labelled provision (file, address), the accepted kinds by body."""
    made: dict[str, Labels] = defaultdict(dict)
    for row in LABELS.read_text(encoding="utf-8").splitlines()[1:]:
        sample, file, provision, said = row.split("\t")
        parts = (part.partition(":") for part in said.split() if part != "-")
        made[sample][file, provision] = {
            body: frozenset(kinds.split("|")) if kinds else frozenset() for body, _, kinds in parts
        }
    return made


def scored(wanted: Labels, found: dict[tuple[str, str], list[Task]]) -> tuple[int, int, int, int, list[str]]:
    """Return right, too much, missed, right kind, and the errors in words."""
    right = extra = missed = kind = 0
    errors = []
    for place, asked in wanted.items():
        got = {task.body: task for task in found.get(place, [])}
        sure = {body for body in asked if not body.endswith("?")}
        for body, task in got.items():
            if body in sure:
                right += 1
                kind += task.kind in asked[body]
                if task.kind not in asked[body]:
                    errors.append(f"kind    {' '.join(place)}: {body} {task.kind} ({task.verb})")
            elif f"{body}?" not in asked:
                extra += 1
                errors.append(f"extra   {' '.join(place)}: {body} {task.kind} ({task.verb})")
        missed += len(sure - got.keys())
        errors += [f"missed  {' '.join(place)}: {body}" for body in sorted(sure - got.keys())]
    return right, extra, missed, kind, errors


def main() -> None:
    """Print the figures of both samples and every error."""
    folder, samples = corpus_folder(), labels()
    files = sorted({file for wanted in samples.values() for file, _ in wanted})
    texts: dict[str, ParsedDocument] = {file: parse(folder / file) for file in files}
    found: dict[tuple[str, str], list[Task]] = defaultdict(list)
    started = time.process_time()
    for file, parsed in texts.items():
        for task in find(parsed.text, parsed.provisions):
            found[file, task.provision].append(task)
    spent = time.process_time() - started
    for sample, wanted in samples.items():
        right, extra, missed, kind, errors = scored(wanted, found)
        print(f"{sample} sample: {len(wanted)} provisions, {right + missed} labelled tasks (provision and body)")
        print(f"  precision {right / (right + extra):.3f}   recall {right / (right + missed):.3f}", end="   ")
        print(f"kind right {kind / right:.3f}")
        for error in errors:
            print(f"  {error}")
    size = sum(len(parsed.text) for parsed in texts.values())
    print(f"{size / 1e6 / spent:.1f} million characters a second of CPU ({len(texts)} documents)")


if __name__ == "__main__":
    main()
