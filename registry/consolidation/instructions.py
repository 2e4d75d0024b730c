"""Read the instructions of an amending act. What cannot be read becomes an UNREAD operation, never a guess."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from registry.consolidation import phrasing
from registry.consolidation.active import active
from registry.consolidation.frames import Frame, about
from registry.consolidation.naming import NamedAct, mask, numbered
from registry.consolidation.operations import LEVELS, NOWHERE, Action, Operation, Target
from registry.consolidation.quotes import Lifted, lift
from registry.consolidation.renumbering import renumberings
from registry.consolidation.sentences import read_sentence
from registry.consolidation.targets import targets
from registry.document import Provision, ProvisionKind

_LABEL = re.compile(
    r"^\s*(?:Điều\s+\d+[a-zđ]?\d*\s*[.:]?|\d+[a-zđ]?\d*(?:\.\d+)*\s*[.)]|[a-zđ]\d*\s*[.)]|[-+•])\s*", re.IGNORECASE
)
_ITEM = re.compile(r"(?m)^\s*(?:\d+[a-zđ]?|[a-zđ]\d*|[-+•])\s*[.)]?\s+(?=\S)", re.IGNORECASE)
_WRAPPED = re.compile(
    rf"(?<![.;:\s])[ \t]*\n(?!\s*(?:⟦|{phrasing.VERB}\b|[-+•]|\d+[a-zđ]?\s*[.)]|[a-zđ]\d*\s*\)))", re.IGNORECASE
)
_BARE_LABEL = re.compile(r"(?m)^\s*(?:\d+|[a-zđ])\s*[.)]\s*$\n?")


@dataclass(frozen=True, slots=True)
class _Context:
    """What an enclosing provision says about those below it.

    Args:
        act: The act they amend.
        base: The provision they lie in.
        amending: True below an amending instruction.
        verb: The verb of a list whose items have none ("Bãi bỏ các văn bản sau:").
    """

    act: NamedAct | None = None
    base: Target = NOWHERE
    amending: bool = False
    verb: str = ""


@dataclass(frozen=True, slots=True)
class _Reader:
    """The act being read."""

    text: str
    children: dict[str | None, list[Provision]]


def read_instructions(text: str, provisions: Sequence[Provision], title: str = "") -> tuple[Operation, ...]:
    """Read every amending instruction of an act.

    Args:
        text: Canonical text of the amending act.
        provisions: Its provisions, parents before children; quoted wording is not among them.
        title: Its title; when it names a single act, instructions that name none are about that one.
    """
    children: dict[str | None, list[Provision]] = {}
    for provision in provisions:
        children.setdefault(provision.parent, []).append(provision)
    reader = _Reader(text, children)
    return tuple(_read_below(reader, None, _Context(act=_only_act(title, text))))


def _only_act(title: str, text: str) -> NamedAct | None:
    acts = [numbered(act, text) for act in mask(" ".join(title.split())).acts]
    return acts[0] if len(acts) == 1 else None


def _read_below(reader: _Reader, parent: str | None, context: _Context) -> Iterator[Operation]:
    for provision in reader.children.get(parent, ()):
        if provision.kind is ProvisionKind.ANNEX:
            continue
        below = reader.children.get(provision.id, [])
        lead = reader.text[provision.start : below[0].start if below else provision.end]
        if below:
            inner = _enter(reader, lead, context)
            found = list(_read_below(reader, provision.id, inner))
            yield from found or _unworded(provision, lead, context, inner)
        else:
            yield from _read_leaf(reader, provision, lead, context)


def _unworded(provision: Provision, lead: str, context: _Context, inner: _Context) -> Iterator[Operation]:
    """Keep an instruction that names a place, whose wording stands below it without quotation marks."""
    if inner.base.steps and _instructs(_unlabelled(lead), context):
        act = inner.act or NamedAct(None)
        shared = Operation(Action.UNREAD, act.number, inner.base, provision.id, provision.start, provision.end)
        yield replace(shared, name=act.name, attached=act.attached, reason="Không thấy nội dung mới trong ngoặc kép.")


def _unlabelled(text: str) -> str:
    return _LABEL.sub("", text, count=1)


def _enter(reader: _Reader, lead: str, context: _Context) -> _Context:
    """Return the context that a provision's own words give to the provisions below it."""
    written = _unlabelled(lead)
    words = _instruction(lift(written).text, context)
    if not phrasing.is_instruction(words):
        return replace(context, verb="") if not _continues(words, context) else context
    masked = mask(words)
    named = numbered(masked.acts[0], reader.text) if masked.acts else None
    base = _shared(targets(phrasing.single_verbs(masked.text))).within(context.base)
    return _Context(act=named or context.act, base=base, amending=True, verb=phrasing.list_verb(words, written))


def _instruction(words: str, context: _Context) -> str:
    """Return words with their verb first, where they are an instruction in the passive about an act already named."""
    return active(words) if context.amending or context.act else words


def _instructs(words: str, context: _Context) -> bool:
    return phrasing.is_instruction(words) or phrasing.is_instruction(_instruction(lift(words).text, context))


def _shared(found: Sequence[Target]) -> Target:
    """Return the outer levels that all addresses of a lead have in common: what the items below may leave out."""
    if not found:
        return Target()
    levels = zip(*(target.steps for target in found), strict=False)
    return Target(tuple(level[0] for level in takewhile(lambda level: len(set(level)) == 1, levels)))


def _continues(words: str, context: _Context) -> bool:
    return bool(context.verb) and phrasing.is_item(words)


def _read_leaf(reader: _Reader, provision: Provision, lead: str, context: _Context) -> Iterator[Operation]:
    heading, words = _headed(provision, _unlabelled(lead))
    if heading:
        context = _enter(reader, heading, context)
    if not _instructs(words, context) and _continues(words, context):
        words = f"{context.verb} {words}"
    if _instructs(words, context):
        yield from _read_words(reader, provision, words, context)
    elif context.amending and phrasing.is_other_change(words):
        yield from _read_other(reader, provision, words, context)


def _read_other(reader: _Reader, provision: Provision, words: str, context: _Context) -> Iterator[Operation]:
    """Read units that are numbered anew; what moves, splits or joins them stays unread."""
    masked = mask(_WRAPPED.sub(" ", lift(words).text))
    acts = tuple(numbered(act, reader.text) or act for act in masked.acts)
    shared = Operation(Action.UNREAD, None, context.base, provision.id, provision.start, provision.end)
    act = phrasing.first_act(masked.text, acts) or context.act
    frame = Frame(Lifted(masked.text, ()), shared, context.base, act, acts, context.amending)
    reason = "Chưa đọc được loại sửa đổi này (chuyển, tách, gộp)."
    yield from renumberings(masked.text, frame) or [replace(about(frame, act), reason=reason)]


def _headed(provision: Provision, words: str) -> tuple[str, str]:
    """Split an article whose title is itself worded as an instruction from the instruction that follows it."""
    first, _, rest = words.partition("\n")
    rest = _BARE_LABEL.sub("", rest).strip()
    is_title = provision.kind is ProvisionKind.ARTICLE and not first.rstrip().endswith(":")
    if is_title and (phrasing.is_instruction(rest) or phrasing.is_title(first)):
        return first, rest
    return "", words


def _read_words(reader: _Reader, provision: Provision, words: str, context: _Context) -> Iterator[Operation]:
    lifted = lift(words)
    lifted = replace(lifted, text=_instruction(lifted.text, context))
    masked = mask(_WRAPPED.sub(" ", lifted.text))
    acts = tuple(numbered(act, reader.text) or act for act in masked.acts)
    shared = Operation(Action.UNREAD, None, context.base, provision.id, provision.start, provision.end)
    act = phrasing.first_act(masked.text, acts) or context.act
    frame = Frame(lifted, shared, context.base, act, acts, context.amending)
    found: list[Operation] = []
    for sentence in phrasing.sentences(phrasing.single_verbs(masked.text)):
        inner = _quoted_list(sentence, lifted)
        if inner:
            for words_inside in inner:
                found.extend(_read_words(reader, provision, words_inside, replace(context, act=act)))
        else:
            found.extend(read_sentence(sentence, frame))
    yield from _complete(_with_fragments(found, lifted))


def _quoted_list(sentence: str, lifted: Lifted) -> list[str]:
    """Return the instructions inside one quotation that holds a list of them ("như sau: “a) Thay thế ...; b) ...”")."""
    match = phrasing.QUOTED_LIST.match(sentence)
    if not match or targets(sentence):
        return []
    items = [item.strip(" ;.\n") for item in _ITEM.split(lifted.quotes[int(match["mark"])]) if item.strip()]
    return items if items and all(map(phrasing.is_instruction, items)) else []


_WORDED = (Action.REPLACE, Action.INSERT)


def _with_fragments(found: list[Operation], lifted: Lifted) -> list[Operation]:
    """Give every instruction of one provision the wording that follows it, which they may share."""
    whole = "\n".join(lifted.quotes)
    return [
        replace(operation, text=whole) if operation.action in _WORDED and not operation.text else operation
        for operation in found
    ]


def _complete(found: list[Operation]) -> Iterator[Operation]:
    """Complete an address that leans on a later instruction, and refuse wording that is not there."""
    outer = Target()
    done: list[Operation] = []
    for operation in reversed(found):
        whole = replace(operation, target=_leaning(operation.target, outer), anchor=_near(operation, outer))
        if whole.target.steps:
            outer = whole.target
        if whole.action in _WORDED and not whole.text:
            whole = replace(whole, action=Action.UNREAD, reason="Không thấy nội dung mới trong ngoặc kép.")
        done.append(whole)
    yield from reversed(done)


def _near(operation: Operation, outer: Target) -> Target | None:
    return operation.anchor and _leaning(operation.anchor, outer)


def _leaning(target: Target, outer: Target) -> Target:
    """Complete "điểm a khoản 2" by the article of the instruction after it; a whole article leans on nothing."""
    if not target.steps or LEVELS.index(target.steps[0][0]) <= LEVELS.index("article"):
        return target
    return target.within(outer)
