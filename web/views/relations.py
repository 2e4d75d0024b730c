"""Relations of a document in both directions, grouped by verb, each place with its own address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from registry.records import DocumentRecord, RelationRecord
from web import addresses
from web.views import words
from web.views.documents import DocumentRow, row


@dataclass(frozen=True, slots=True)
class Place:
    """A provision in words (``khoản 2 Điều 5``) and where it is read, when the registry holds that document."""

    label: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Touch:
    """The provision that says so, and the one it acts upon; None stands for the whole document."""

    acting: Place | None
    touched: Place | None


@dataclass(frozen=True, slots=True)
class RelationItem:
    """One other document under a verb, with every place concerned.

    Args:
        number: Its number, or its name when it has none here.
        document: Its row when the registry holds it.
        touches: Provisions concerned, in either document.
        evidence: Words that say so, or the address of the source that says so.
        origin: ``machine``, ``catalogue`` or ``hand``.
    """

    number: str
    document: DocumentRow | None
    touches: tuple[Touch, ...]
    evidence: str
    origin: str


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """All documents under one verb in one direction."""

    verb: str
    inbound: bool
    label: str
    group: str
    items: tuple[RelationItem, ...]


@dataclass(frozen=True, slots=True)
class _Own:
    """Whose provision it is, and what its provisions are called."""

    slug: str
    labels: Mapping[str, str]


def groups(
    record: DocumentRecord, relations: Iterable[RelationRecord], labels: Mapping[str, str]
) -> tuple[RelationGroup, ...]:
    """Group the relations of a document by verb, in the order of the vocabulary; passive ones follow active ones.

    Args:
        record: The document.
        relations: Its edges in both directions.
        labels: What its own provisions are called in print; those of other documents are named by their address.
    """
    found: dict[tuple[str, bool], list[RelationRecord]] = {}
    for relation in relations:
        found.setdefault((relation.verb, relation.inbound), []).append(relation)
    own = _Own(record.slug, labels)
    ordered = sorted(found, key=lambda key: (words.verb_rank(key[0]), key[1]))
    return tuple(_group(own, verb, inbound, found[verb, inbound]) for verb, inbound in ordered)


def changed_by(made: Sequence[RelationGroup]) -> tuple[RelationGroup, ...]:
    """Return the groups whose documents changed this one or its effect."""
    return tuple(group for group in made if group.inbound and words.verb_changes(group.verb))


def merged(made: Sequence[RelationGroup]) -> tuple[RelationGroup, ...]:
    """Return the groups with every document named once: "Được sửa đổi, bổ sung bởi" where two groups hold it.

    Args:
        made: Groups of one direction, in order.
    """
    held: dict[object, list[RelationGroup]] = {}
    items: dict[object, RelationItem] = {}
    for group in made:
        for item in group.items:
            key: object = item.document.id if item.document else item.number
            held.setdefault(key, []).append(group)
            items.setdefault(key, item)
    joined: dict[tuple[str, ...], list[object]] = {}
    for key, some in held.items():
        joined.setdefault(tuple(each.verb for each in some), []).append(key)
    return tuple(
        replace(
            held[keys[0]][0],
            label=_joined([each.label for each in held[keys[0]]]),
            items=tuple(items[key] for key in keys),
        )
        for keys in joined.values()
    )


def _joined(labels: Sequence[str]) -> str:
    """Return labels as one: the words that all begin or end with are said once."""
    if len(labels) == 1:
        return labels[0]
    split = [label.split() for label in labels]
    first = _alike(split)
    last = _alike([each[first:][::-1] for each in split])
    middle = [" ".join(each[first : len(each) - last]) for each in split]
    inside = [middle[0], *(each if first else each[:1].lower() + each[1:] for each in middle[1:])]
    return " ".join([*split[0][:first], ", ".join(inside), *split[0][len(split[0]) - last :]])


def _alike(split: Sequence[Sequence[str]]) -> int:
    """Return how many words they all begin with."""
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*split, strict=False)))


def rests_on(made: Sequence[RelationGroup]) -> tuple[RelationGroup, ...]:
    """Return the group of documents that this one is based on."""
    return tuple(group for group in made if not group.inbound and group.verb == "based_on")


def _group(own: _Own, verb: str, inbound: bool, members: Iterable[RelationRecord]) -> RelationGroup:
    by_other: dict[object, list[RelationRecord]] = {}
    for each in members:
        by_other.setdefault(each.other.id if each.other else each.number, []).append(each)
    items = [_item(own, same) for same in by_other.values()]
    items.sort(key=_newest_first)
    return RelationGroup(verb, inbound, words.verb(verb, inbound=inbound), words.verb_group(verb), tuple(items))


def _newest_first(item: RelationItem) -> tuple[bool, int, str]:
    issued = item.document.issued if item.document else None
    return item.document is None, -(issued.toordinal() if issued else 0), item.number


def _item(own: _Own, same: Sequence[RelationRecord]) -> RelationItem:
    first = same[0]
    touches = dict.fromkeys(_touch(own, each) for each in same if each.provision or each.source_provision)
    evidence = next((each.evidence for each in same if each.evidence), "")
    return RelationItem(first.number, row(first.other) if first.other else None, tuple(touches), evidence, first.origin)


def _touch(own: _Own, relation: RelationRecord) -> Touch:
    other = _Own(relation.other.slug, {}) if relation.other else None
    acting, touched = (other, own) if relation.inbound else (own, other)
    return Touch(_place(acting, relation.source_provision), _place(touched, relation.provision))


def _place(owner: _Own | None, address: str | None) -> Place | None:
    if not address:
        return None
    if owner is None:
        return Place(words.place(address), None)
    return Place(owner.labels.get(address) or words.place(address), addresses.document(owner.slug, address))
