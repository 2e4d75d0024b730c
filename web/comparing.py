"""Two texts read and laid side by side, kept once worked out."""

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import cast

from flask import current_app
from flask_babel import gettext as _

from registry.compare import Unit, align, units
from registry.compare.report import Compared, compared
from registry.document import Provision
from registry.errors import NotKnown
from registry.records import DocumentRecord
from web.addresses import Side
from web.services import Services, services
from web.timelines import timelines
from web.views.standing import weave

_EXTENSION = "vanban-comparisons"
_OFFERED = 12


@dataclass(frozen=True, slots=True)
class Chosen:
    """A side whose document is known.

    Args:
        side: What was asked, by slug.
        record: The document.
        provisions: Those that may be chosen; empty when no text is held.
        units: What is compared; empty when no text is held.
    """

    side: Side
    record: DocumentRecord
    provisions: tuple[Provision, ...] = ()
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Unclear:
    """A side whose document is not known yet: what fits what was typed, and what is wrong."""

    side: Side
    found: tuple[DocumentRecord, ...] = ()
    problem: str = ""


def choose(side: Side) -> Chosen | Unclear:
    """Find what a side names.

    Raises:
        NotKnown: The document has no such provision.
    """
    if not side.document:
        return Unclear(side)
    found = _named(side.document)
    if len(found) != 1:
        problem = (
            _("Có %(n)s văn bản ứng với “%(typed)s”: chọn một.", n=len(found), typed=side.document)
            if found
            else _("Không có văn bản nào mang số “%(typed)s”.", typed=side.document)
        )
        return Unclear(side, found[:_OFFERED], problem)
    return _read(replace(side, document=found[0].slug), found[0])


def _named(typed: str) -> tuple[DocumentRecord, ...]:
    registry = services().registry
    try:
        return (registry.by_slug(typed),)
    except NotKnown:
        return tuple(registry.by_number(typed))


def _read(side: Side, record: DocumentRecord) -> Chosen:
    read = services().texts.of(record)
    if read is None:
        return Chosen(side, record)
    text, provisions = read.text.text, read.text.provisions
    standing = timelines().on(record, side.day) if side.day else None
    if standing is not None:
        woven = weave(read.text, standing)
        text, provisions = woven.text, woven.provisions
    if side.provision and all(each.id != side.provision for each in provisions):
        raise NotKnown(
            "provision-not-known",
            _("Không có đơn vị quy định “%(address)s” trong %(number)s.", address=side.provision, number=record.number),
            hint=_("Bỏ phần chọn điều khoản, hoặc chọn lại trong danh sách."),
        )
    return Chosen(side, record, tuple(provisions), units(text, provisions, side.provision or None))


@dataclass
class Comparisons:
    """Comparisons worked out last; afresh once a document or the index has changed."""

    layers: Services
    size: int = 32
    _kept: "OrderedDict[tuple[object, ...], Compared]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def of(self, left: Chosen, right: Chosen) -> Compared:
        """Return two chosen texts beside each other."""
        key = (
            left.side, left.record.updated, right.side, right.record.updated, self.layers.registry.newest_change(),
        )  # fmt: skip
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        same = left.record.id == right.record.id and left.side.provision == right.side.provision
        made = compared(align(left.units, right.units, same_document=same))
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self.size:
                self._kept.popitem(last=False)
        return made


def comparisons() -> Comparisons:
    """Return the comparisons of the app that is answering."""
    kept = current_app.extensions.get(_EXTENSION)
    if kept is None:
        kept = current_app.extensions[_EXTENSION] = Comparisons(services())
    return cast(Comparisons, kept)
