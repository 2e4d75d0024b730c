"""What a site's robots.txt allows (RFC 9309): the longest rule that matches wins, and a tie allows."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from urllib.parse import quote, unquote, urlsplit

MAX_BYTES: Final = 500 * 1024  # RFC 9309, section 2.5
_MAX_DELAY: Final = 60.0
_SAFE: Final = "/:@!$&'()*+,;=~?%"


@dataclass(frozen=True)
class Rule:
    """One Allow or Disallow line."""

    path: str
    allow: bool

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """What lies between the stars, without the final ``$``."""
        return tuple(_normal(part) for part in re.split(r"\*+", self.path.removesuffix("$")))

    def matches(self, path: str) -> bool:
        """Tell whether a path begins like the rule: ``*`` is anything, a final ``$`` is the end.

        Each part is looked for once, from left to right, so that no rule can take long.
        """
        first, *others = self.parts
        if not path.startswith(first):
            return False
        at, last = len(first), ""
        if self.path.endswith("$"):
            if not others:
                return path == first
            last = others.pop()
        for part in others:
            found = path.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        return path.endswith(last) and len(path) - len(last) >= at


@dataclass(frozen=True)
class Robots:
    """The rules that hold for us on one host.

    Args:
        rules: Of the group that names us, else of ``*``.
        delay: Seconds between two requests that the site asks for.
    """

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allows(self, address: str) -> bool:
        """Tell whether an address may be asked for."""
        parts = urlsplit(address)
        path = _normal(f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}")
        best = max(
            (rule for rule in self.rules if rule.matches(path)),
            key=lambda rule: (len(rule.path), rule.allow),
            default=None,
        )
        return best is None or best.allow


ALLOW_ALL: Final = Robots()
ALLOW_NOTHING: Final = Robots((Rule("/", False),))


def parse(body: bytes, agent: str) -> Robots:
    """Read a robots.txt.

    Args:
        body: Its bytes; what lies behind the first 500 KB is not read.
        agent: Our name; its first word counts.
    """
    groups: dict[str, tuple[list[Rule], list[float]]] = {}
    named: list[str] = []
    in_rules = False
    for line in body[:MAX_BYTES].decode("utf-8-sig", "replace").splitlines():
        name, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        name = name.lower()
        if name == "user-agent":
            named = [value.lower()] if in_rules else [*named, value.lower()]
            in_rules = False
        elif name in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            for each in named:
                _add(groups.setdefault(each, ([], [])), name, value)
    us = re.split(r"[/\s]", agent.lower())[0]
    chosen = groups.get(us) or groups.get("*") or ([], [])
    return Robots(tuple(chosen[0]), min(max(chosen[1], default=0.0), _MAX_DELAY))


def _add(group: tuple[list[Rule], list[float]], name: str, value: str) -> None:
    if name == "crawl-delay":
        if re.fullmatch(r"\d{1,6}(?:\.\d+)?", value):
            group[1].append(float(value))
    elif value:
        group[0].append(Rule(value, name == "allow"))


def _normal(path: str) -> str:
    return quote(unquote(path), safe=_SAFE)
