"""Our consolidation against the official consolidated texts: share of provisions that are equal.

A network is found by itself: every official consolidated text whose base act and amending acts are all in the
corpus. Prints one row per network and, with ``--differences``, every provision that differs.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

from registry.parsing.reading import parse

from registry.consolidation import as_of
from registry.consolidation.timeline import Act, Consolidated
from registry.document import ParsedDocument
from registry.numbers import find_numbers
from tests.bench._corpus import corpus_folder


@dataclass(frozen=True, slots=True)
class Network:
    """A base act, the acts that amend it and the official consolidated text."""

    base: ParsedDocument
    amending: tuple[ParsedDocument, ...]
    official: ParsedDocument


def main() -> int:
    """Print the figures; return a process exit code."""
    folder = corpus_folder()
    for network in networks(folder):
        result = as_of(act(network.base), [act(item) for item in network.amending], date.max)
        equal, rows = compare(result, network.official)
        names = " + ".join(item.header.number or "?" for item in (network.base, *network.amending))
        total = equal + len(rows)
        print(f"{network.official.header.number} = {names}: {equal}/{total} = {equal / max(total, 1):.4f}"
              f" equal, {len(result.pending)} pending")  # fmt: skip
        if "--differences" in sys.argv:
            print_differences(result, rows)
    return 0


def networks(folder: Path) -> Iterator[Network]:
    """Find every network whose texts are all held."""
    paths = sorted([*folder.glob("core/*.json"), *folder.glob("gazette/*.json")])
    official = [parse(path) for path in paths if "hop-nhat" in path.name]
    slugs = {path.stem: path for path in paths}
    for text in official:
        numbers = _members(text)
        held = [slugs[name] for number in numbers if (name := _stem(slugs, number))]
        if len(numbers) > 1 and len(held) == len(numbers):
            base, *amending = [parse(path) for path in held]
            yield Network(base, tuple(amending), text)


def _members(official: ParsedDocument) -> list[str]:
    """Return the numbers of the base act and its amending acts, as the preamble lists them."""
    first = min((p.start for p in official.provisions), default=len(official.text))
    preamble = re.split(r"\n\s*Căn cứ ", official.text[:first], maxsplit=1)[0]
    lines = [line for line in preamble.split("\n") if re.match(r"(?:\d+\.\s*)?(?:Luật|Nghị|Thông|Quyết)\b", line)]
    found = [numbers[0].number.canonical for line in lines if (numbers := list(find_numbers(line)))]
    return list(dict.fromkeys(found))


def _stem(slugs: dict[str, Path], number: str) -> str | None:
    wanted = re.sub(r"[^a-z0-9]+", "-", number.lower().replace("đ", "d")).strip("-")
    wanted = wanted.replace("nđ", "nd")
    return next((stem for stem in slugs if f"-so-{wanted}-" in stem and "hop-nhat" not in stem), None)


def act(parsed: ParsedDocument) -> Act:
    """Make the value that consolidation takes from a parsed document."""
    header = parsed.header
    when = header.effective.on if header.effective else None
    name = f"{header.type} số {header.number}"
    return Act(header.number or "", name, header.title or "", parsed.text, parsed.provisions, when)


def normal(text: str) -> str:
    """Drop white space, footnote marks and quotation marks: what the comparison is about is the words."""
    text = re.sub(r"\[\d+\]", "", text)
    text = re.sub(r"(?<=[^\W\d])\d{1,3}(?=\s|[.,;:)]|$)", "", text)
    return re.sub(r"[\s“”\"]+", "", text).lower()


def compare(result: Consolidated, official: ParsedDocument) -> tuple[int, list[tuple[str, str, str]]]:
    """Return the number of equal provisions and (address, ours, official) of the others."""
    ours = {item.id: item.text for item in result.provisions}
    theirs = {p.id: official.text[p.start : p.end] for p in official.provisions}
    equal, rows = 0, []
    for address in dict.fromkeys([*theirs, *ours]):
        left, right = ours.get(address, ""), theirs.get(address, "")
        if normal(left) == normal(right):
            equal += 1
        else:
            rows.append((address, left, right))
    return equal, rows


def print_differences(result: Consolidated, rows: list[tuple[str, str, str]]) -> None:
    """Print what is pending and where the words differ."""
    for item in result.pending:
        print(f"   pending {item.act} {item.provision}: {item.reason}")
    for address, left, right in rows:
        pieces = SequenceMatcher(None, left.split(), right.split(), autojunk=False).get_opcodes()
        changed = [(left.split()[a:b][:12], right.split()[c:d][:12]) for tag, a, b, c, d in pieces if tag != "equal"]
        print(f"   {address}: ours {len(left)} official {len(right)} characters; {changed[:4]}")


if __name__ == "__main__":
    sys.exit(main())
