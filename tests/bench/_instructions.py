"""How many instructions of the corpus's amending acts are read, and which are left pending."""

import re
from pathlib import Path

from registry.consolidation import read_instructions
from registry.consolidation.operations import Action
from registry.parsing.reading import parse

_TITLE = re.compile(r"sửa đổi|bổ sung|bãi bỏ|thay thế|đính chính", re.IGNORECASE)


def instructions(folder: Path) -> tuple[int, int, list[str]]:
    """Return how many acts with an amending title give instructions, how many these are, and those not read."""
    acts, count, unread = 0, 0, []
    for path in sorted([*folder.glob("core/*.json"), *folder.glob("gazette/*.json"), *folder.glob("portal/*.md")]):
        if "hop-nhat" in path.name:
            continue
        act = parse(path)
        if not _TITLE.search(act.header.title or ""):
            continue
        found = read_instructions(act.text, act.provisions, act.header.title or "")
        acts, count = acts + bool(found), count + len(found)
        number = act.header.number or path.stem[:20]
        unread += [f"{number} {item.source}: {item.reason}" for item in found if item.action is Action.UNREAD]
    return acts, count, unread
