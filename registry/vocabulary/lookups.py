"""The vocabulary as one object: every list, and the look-ups that tolerate how names are really written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from registry.vocabulary import load
from registry.vocabulary import values as v
from registry.vocabulary.issuer_lookups import IssuerLookups
from registry.vocabulary.keys import key
from registry.vocabulary.type_lookups import TypeLookups


@dataclass(frozen=True)
class Vocabulary(TypeLookups, IssuerLookups):
    """Everything of data/vocabulary. Lists keep the order of the files."""

    types: tuple[v.DocumentType, ...]
    issuers: tuple[v.Issuer, ...]
    local_bodies: tuple[v.LocalBody, ...]
    provinces: tuple[v.Province, ...]
    programmes: tuple[v.Programme, ...]
    common_anchors: tuple[v.Anchor, ...]
    common_phrases: tuple[str, ...]
    groups: tuple[v.Group, ...]
    verbs: tuple[v.Verb, ...]
    effects: tuple[v.Effect, ...]
    levels: tuple[v.Level, ...]
    synonyms: tuple[tuple[str, ...], ...]
    wider: dict[str, tuple[str, ...]] = field(hash=False)
    abbreviations: dict[str, str] = field(hash=False)
    source_labels: dict[str, tuple[v.SourceLabel, ...]] = field(hash=False)
    other_numbers: tuple[str, ...]
    party_numbers: dict[str, tuple[str, ...]] = field(hash=False)
    communes: dict[str, tuple[tuple[str, str], ...]] = field(hash=False)
    districts: tuple[v.District, ...]
    merger: v.Succession

    @classmethod
    def load(cls, overlay: Mapping[str, Any] | None = None) -> Self:
        """Read the shipped files, with what a province adds to them.

        Args:
            overlay: As :mod:`registry.vocabulary.overlay` says, checked there.
        """
        with load.with_overlay(overlay or {}):
            return cls._read()

    @classmethod
    def _read(cls) -> Self:
        return cls(
            types=load.types(),
            issuers=load.issuers(),
            local_bodies=load.local_bodies(),
            provinces=load.provinces(),
            programmes=load.programmes(),
            common_anchors=load.common_anchors(),
            common_phrases=load.common_phrases(),
            groups=load.groups(),
            verbs=load.verbs(),
            effects=load.effects(),
            levels=load.levels(),
            synonyms=load.synonyms(),
            wider=load.wider(),
            abbreviations=load.abbreviations(),
            source_labels=load.source_labels(),
            other_numbers=load.other_numbers(),
            party_numbers=load.party_numbers(),
            communes=load.communes(),
            districts=load.districts(),
            merger=load.merger(),
        )

    # Programmes

    @cached_property
    def anchors(self) -> dict[str, tuple[v.Anchor, ...]]:
        """Number -> anchors of all programmes; compare the issue date when both have one."""
        every = (*(a for p in self.programmes for a in p.anchors), *self.common_anchors)
        return {number: tuple(a for a in every if a.number == number) for number in {a.number for a in every}}

    @cached_property
    def components(self) -> tuple[v.Component, ...]:
        """Components of all programmes."""
        return tuple(component for programme in self.programmes for component in programme.components)

    def programme(self, code: str) -> v.Programme | None:
        """Return the programme of a code, or the programme that a component's code belongs to, or None.

        Args:
            code: ``NTM`` or ``DTTS-DA4``.
        """
        component = self.component(code)
        wanted = component.programme if component else code
        return next((programme for programme in self.programmes if programme.code == wanted), None)

    def component(self, code: str) -> v.Component | None:
        """Return the component of a code, or None.

        Args:
            code: ``DTTS-DA4``.
        """
        return next((component for component in self.components if component.code == code), None)

    # Relations and effect

    @cached_property
    def _verbs_by_code(self) -> dict[str, v.Verb]:
        return {verb.code: verb for verb in self.verbs}

    def verb(self, code: str) -> v.Verb:
        """Return the verb of a code.

        Args:
            code: ``amends``.

        Raises:
            KeyError: There is no such verb.
        """
        return self._verbs_by_code[code]

    def verb_of_label(self, source: str, label: str) -> v.SourceLabel | None:
        """Return what a label on a source's page means, or None.

        Args:
            source: ``luoc-do`` (vbpl.vn and sites that write alike) or ``nukeviet``.
            label: As printed.
        """
        wanted = key(label)
        return next((known for known in self.source_labels[source] if key(known.label) == wanted), None)

    def effect(self, code: str) -> v.Effect:
        """Return the effect state of a code.

        Args:
            code: ``in_force``.

        Raises:
            KeyError: There is no such state.
        """
        return {effect.code: effect for effect in self.effects}[code]

    def effect_of_label(self, label: str) -> v.Effect | None:
        """Return the effect state that a source's label means, or None.

        Args:
            label: As printed (``Hết hiệu lực một phần``, ``Đang hiệu lực``).
        """
        wanted = key(label)
        return next((e for e in self.effects if wanted in {key(name) for name in (e.label, *e.labels)}), None)

    def level(self, code: str) -> v.Level | None:
        """Return the level of a code, or None.

        Args:
            code: ``provincial``.
        """
        return next((level for level in self.levels if level.code == code), None)
