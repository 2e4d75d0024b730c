"""The sentences that a provision says itself, without those of the provisions inside it and without quotations."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from registry.document import Provision, ProvisionKind

_LABEL: Final = re.compile(
    r"\s*(?:Điều\s+\d+\w*\s*[.:]|\d+(?:\.\d+)*[a-zđ]?\s*[.)]|[a-zđ]\d*\s*\)|\([ivx]+\)|[-+–*•])?\s*(?:\[\d+\])?\s*"
)
_END: Final = re.compile(r"[.;:](?=\s|$)|\n(?=[ \t]*[-+–•]\s)")
_QUOTED: Final = re.compile(r"“[^”]*”|\"[^\"\n]{20,}\"")
_UNSIGNED: Final = re.compile(r"\n\s*(?:Nơi nhận|TM\.|KT\.|TUQ\.|TL\.)")
_BLANK: Final = "_"
_BLANKS: Final = re.compile(r"\.{4,}|…{2,}|Kính gửi")


@dataclass(frozen=True, slots=True)
class Own:
    """What a provision says itself: the stretch of the text, and whether other provisions follow inside it."""

    provision: Provision
    start: int
    end: int
    leads: bool


def own_stretches(text: str, provisions: Sequence[Provision]) -> Iterator[Own]:
    """Yield, for each provision outside forms, the stretch before the first provision inside it."""
    inside = defaultdict(list)
    for each in provisions:
        inside[each.parent].append(each.start)
    for each in provisions:
        end = min(inside.get(each.id, ()), default=each.end)
        signed = _UNSIGNED.search(text, each.start, end)
        stop = signed.start() if signed else end
        if not _is_form(each) and stop > each.start:
            yield Own(each, each.start, stop, leads=bool(inside.get(each.id)))


def _is_form(provision: Provision) -> bool:
    return any(part.startswith("ms") for part in provision.id.split(".")) or (
        provision.kind == ProvisionKind.ANNEX and provision.parent is not None
    )


def sentences(text: str, own: Own) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a stretch as (start, end), without labels; forms to be filled in are left out."""
    masked = _QUOTED.sub(lambda found: _BLANK * len(found[0]), text[own.start : own.end])
    at = _after_heading(masked, own.provision)
    if at:
        yield own.start + _past_label(masked, 0, at), own.start + at
    for found in [*_END.finditer(masked, at), None]:
        end = found.start() + (0 if found[0].startswith("\n") else 1) if found else len(masked)
        begin = _past_label(masked, at, end)
        if masked[begin:end].strip(" .;:\n") and not _BLANKS.search(masked, begin, end):
            yield own.start + begin, own.start + end
        at = found.end() if found else end


def _past_label(text: str, at: int, end: int) -> int:
    found = _LABEL.match(text, at, end)
    return found.end() if found else at


def _after_heading(text: str, provision: Provision) -> int:
    """Return where the heading of an article ends that stands on lines of its own; 0 when it has none."""
    if provision.kind != ProvisionKind.ARTICLE or not provision.heading:
        return 0
    last = provision.heading.split()[-1]
    found = re.match(rf"[^\n]*(?:\n[^\n]*)?{re.escape(last)}\s*(?:\[\d+\])?\n", text)
    return found.end() - 1 if found and found.end() <= len(provision.heading) + 40 else 0


def without_quotes(text: str) -> str:
    """Return a text of the same length in which quotations are blanked out."""
    return _QUOTED.sub(lambda found: _BLANK * len(found[0]), text)
