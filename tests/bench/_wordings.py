"""Amending acts whose base act is not held: their new wordings against the official consolidated text."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from registry.consolidation import read_instructions
from registry.consolidation.change import CannotApplyError, Source
from registry.consolidation.operations import Action, Operation
from registry.consolidation.tree import Node, at, build, find
from registry.consolidation.wording import wording_of
from registry.document import ParsedDocument
from registry.parsing.reading import parse
from tests.bench._differences import form_of_difference, normal
from tests.bench._networks import members, stem_of


@dataclass(frozen=True, slots=True)
class Wordings:
    """How the new wordings of amending acts compare: ``equal``, ``spelling``, ``damaged``, ``words``, ``refused``."""

    name: str
    counts: Counter[str]
    rows: tuple[tuple[str, str, str, str], ...]


def wordings(folder: Path) -> Iterator[Wordings]:
    """Compare every official text of which amending acts are held, but not the base act."""
    slugs = {path.stem: path for path in [*folder.glob("core/*.json"), *folder.glob("gazette/*.json")]}
    for stem in sorted(stem for stem in slugs if "hop-nhat" in stem):
        official = parse(slugs[stem])
        base, *amending = members(official) or [""]
        held = [parse(slugs[name]) for number in amending if (name := stem_of(slugs, number))]
        if held and not stem_of(slugs, base):
            yield _compared(official, base, held)


def _compared(official: ParsedDocument, base: str, held: list[ParsedDocument]) -> Wordings:
    nodes = build(official.text, official.provisions, "")
    rows = []
    for act in held:
        for operation in read_instructions(act.text, act.provisions, act.header.title or ""):
            if operation.act == base and operation.action in (Action.REPLACE, Action.INSERT):
                where = "/".join(value for _, value in operation.target.steps)
                rows.append((_kind(operation, nodes), act.header.number or "?", operation.source, where))
    name = f"{official.header.number} = {base} (not held) + {', '.join(act.header.number or '?' for act in held)}"
    return Wordings(name, Counter(row[0] for row in rows), tuple(rows))


def _kind(operation: Operation, nodes: tuple[Node, ...]) -> str:
    path = find(nodes, operation.target)
    if path is None:
        return "absent"
    there = at(nodes, path)
    try:
        new = wording_of(operation, Source(""), there)
    except CannotApplyError:
        return "refused"
    return "equal" if normal(new.text) == normal(there.text) else form_of_difference(new.text, there.text)
