"""Networks of the corpus: an official consolidated text with its base act and every amending act held."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from registry.consolidation.timeline import Act
from registry.document import ParsedDocument
from registry.numbers import find_numbers
from registry.parsing.reading import parse


@dataclass(frozen=True)
class Network:
    """A base act, the acts that amend it and the official consolidated text."""

    base: ParsedDocument
    amending: tuple[ParsedDocument, ...]
    official: ParsedDocument

    @cached_property
    def name(self) -> str:
        """How the figures call it."""
        members = " + ".join(item.header.number or "?" for item in (self.base, *self.amending))
        return f"{self.official.header.number} = {members}"


def networks(folder: Path) -> Iterator[Network]:
    """Find every network whose texts are all held."""
    paths = sorted([*folder.glob("core/*.json"), *folder.glob("gazette/*.json")])
    slugs = {path.stem: path for path in paths}
    for path in paths:
        if "hop-nhat" not in path.name:
            continue
        official = parse(path)
        numbers = members(official)
        held = [slugs[name] for number in numbers if (name := stem_of(slugs, number))]
        if len(numbers) > 1 and len(held) == len(numbers):
            base, *amending = [parse(path) for path in held]
            yield Network(base, tuple(amending), official)


def members(official: ParsedDocument) -> list[str]:
    """Return the numbers of the base act and its amending acts, as the preamble lists them."""
    first = min((p.start for p in official.provisions), default=len(official.text))
    preamble = re.split(r"\n\s*Căn cứ ", official.text[:first], maxsplit=1)[0]
    lines = [line for line in preamble.split("\n") if re.match(r"(?:\d+\.\s*)?(?:Luật|Nghị|Thông|Quyết)\b", line)]
    found = [numbers[0].number.canonical for line in lines if (numbers := list(find_numbers(line)))]
    return list(dict.fromkeys(found))


def stem_of(slugs: dict[str, Path], number: str) -> str | None:
    """Return the file of the act with a number, or None when it is not held."""
    wanted = re.sub(r"[^a-z0-9]+", "-", number.lower().replace("đ", "d")).strip("-")
    return next((stem for stem in slugs if f"-so-{wanted}-" in stem and "hop-nhat" not in stem), None)


def act(parsed: ParsedDocument) -> Act:
    """Make the value that consolidation takes from a parsed document."""
    header = parsed.header
    when = header.effective.on if header.effective else None
    name = f"{header.type} số {header.number}"
    return Act(header.number or "", name, header.title or "", parsed.text, parsed.provisions, when)
