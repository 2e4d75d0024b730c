"""From when each instruction of an amending act applies: some acts give single clauses a date of their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from registry.consolidation.naming import mask
from registry.consolidation.targets import targets
from registry.document import Provision, ProvisionKind

_IN_FORCE = re.compile(
    r"(?:(?P<force>có hiệu lực)(?:\s+thi hành)?|(?:được\s+)?(?:áp dụng|thực hiện|thi hành))\s+(?:kể\s+)?từ\s+"
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:tháng|/)\s*(?P<month>\d{1,2})\s*(?:năm|/)\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\btrừ\b(?P<where>[^.;]*)", re.IGNORECASE)
_STEPS = {"article": "d{}", "clause": "k{}", "point": "{}"}


@dataclass(frozen=True, slots=True)
class OwnDate:
    """A provision of an amending act that does not take effect with the act.

    Args:
        address: The provision ("d1.k3").
        on: Its own first day in force, or None when the text gives none that can be read.
        applied: True when the text says only from when it is applied: an earlier day is retroactive application, and
            the wording still changes on the day on which the act takes effect.
    """

    address: str
    on: date | None
    applied: bool = False


def own_dates(text: str, provisions: Sequence[Provision]) -> tuple[OwnDate, ...]:
    """Return the provisions of an act that have a date of their own.

    Args:
        text: Canonical text of the amending act.
        provisions: Its provisions.
    """
    dated: dict[str, OwnDate] = {}
    excepted: dict[str, OwnDate] = {}
    for sentence in _closing_sentences(text, provisions):
        match = _IN_FORCE.search(sentence)
        if not match:
            continue
        dated.update(_dated(sentence[: match.start()], match))
        if found := _EXCEPT.search(sentence, match.end()):
            excepted.update({address: OwnDate(address, None) for address in _own_addresses(found["where"])})
    return tuple({**excepted, **dated}.values())


def date_of(address: str, dates: Sequence[OwnDate], whole: date | None) -> tuple[date | None, date | None]:
    """Return the day on which a provision of an amending act takes effect, and an earlier day of application, if any.

    Args:
        address: The provision.
        dates: What :func:`own_dates` found.
        whole: First day in force of the act.
    """
    covering = [item for item in dates if address == item.address or address.startswith(f"{item.address}.")]
    if not covering:
        return whole, None
    own = max(covering, key=lambda item: len(item.address))
    retroactive = own.applied and own.on is not None and (whole is None or own.on < whole)
    return (whole, own.on) if retroactive else (own.on, None)


def _closing_sentences(text: str, provisions: Sequence[Provision]) -> Iterator[str]:
    articles = [p for p in provisions if p.kind is ProvisionKind.ARTICLE and not p.id.startswith("p")]
    for article in articles:
        if re.search(r"hiệu lực|thi hành|tổ chức thực hiện", article.heading, re.IGNORECASE):
            yield from re.split(r"(?<=[.;])\s+|\n", text[article.start : article.end])


def _dated(before: str, match: re.Match[str]) -> dict[str, OwnDate]:
    """Return the addresses that a date is given to; a date with an exception inside its address is not certain."""
    addresses = _own_addresses(_EXCEPT.sub("", before))
    certain = not _EXCEPT.search(before)
    try:
        on = date(int(match["year"]), int(match["month"]), int(match["day"])) if certain else None
    except ValueError:
        on = None
    return {address: OwnDate(address, on, applied=not match["force"]) for address in addresses}


def _own_addresses(words: str) -> list[str]:
    """Return the addresses that point into the amending act: its own act after them, or none."""
    pieces = re.split(r"⟪(\w+)⟫", mask(words).text)
    found = []
    for index in range(0, len(pieces), 2):
        follower = pieces[index + 1] if index + 1 < len(pieces) else "này"
        if follower == "này":
            found += [target for target in targets(pieces[index]) if target.steps[0][0] == "article"]
    return [_address(target.steps) for target in found if all(kind in _STEPS for kind, _ in target.steps)]


def _address(steps: Sequence[tuple[str, str]]) -> str:
    return ".".join(
        _STEPS[kind].format(value.replace("đ", "da") if kind == "point" else value) for kind, value in steps
    )
