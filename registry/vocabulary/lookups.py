"""The vocabulary as one object: every list, and the look-ups that tolerate how names are really written."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, Self

from registry.vocabulary import load
from registry.vocabulary import values as v
from registry.vocabulary.keys import key
from registry.vocabulary.local import LocalNames

# Whoever signs for a body is the body: "Bộ trưởng Bộ Tài chính" is Bộ Tài chính.
_OFFICE: Final = re.compile(
    r"^(?:q |quyen )?(?:bo truong bo|thu truong bo|bo truong chu nhiem|chu nhiem|thong doc|pho thong doc"
    r"|giam doc|pho giam doc|cuc truong|pho cuc truong|tong cuc truong) "
)
_TERM: Final = re.compile(r"\d+$")


@dataclass(frozen=True)
class Vocabulary:
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
    abbreviations: dict[str, str] = field(hash=False)
    source_labels: dict[str, tuple[v.SourceLabel, ...]] = field(hash=False)
    party_numbers: dict[str, tuple[str, ...]] = field(hash=False)
    communes: dict[str, tuple[tuple[str, str], ...]] = field(hash=False)
    merger: v.Succession

    @classmethod
    def load(cls) -> Self:
        """Read the shipped files."""
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
            abbreviations=load.abbreviations(),
            source_labels=load.source_labels(),
            party_numbers=load.party_numbers(),
            communes=load.communes(),
            merger=load.merger(),
        )

    # Types

    @cached_property
    def _types_by_key(self) -> dict[str, v.DocumentType]:
        return {key(name): kind for kind in self.types for name in (kind.name, *kind.names)}

    @cached_property
    def _types_by_code(self) -> dict[str, v.DocumentType]:
        return {kind.code: kind for kind in self.types}

    @cached_property
    def _types_by_number(self) -> dict[str, v.DocumentType]:
        return {short.casefold(): kind for kind in self.types for short in kind.numbers}

    @cached_property
    def type_names_longest_first(self) -> tuple[str, ...]:
        """Names of all types, longer before shorter, so that "Thông tư liên tịch" is tried before "Thông tư"."""
        names = (name for kind in self.types for name in (kind.name, *kind.names))
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    def type_by_name(self, name: str) -> v.DocumentType | None:
        """Return the type of that exact name in any casing or spelling, or None.

        Args:
            name: ``NGHỊ ĐỊNH``, ``nghi dinh``.
        """
        return self._types_by_key.get(key(name))

    def type_by_code(self, code: str) -> v.DocumentType | None:
        """Return the type of a key (``nghi-dinh``) or of an abbreviation in numbers (``NĐ``), or None.

        Args:
            code: Key or abbreviation.
        """
        return self._types_by_code.get(code) or self._types_by_number.get(code.casefold())

    def types_of_number(self, number: str) -> tuple[v.DocumentType, ...]:
        """Return the types that a number allows: usually one, several for ``57/2014/QH13``, none when unreadable.

        Args:
            number: Canonical number.
        """
        codes = _codes_of(number)
        if not codes:
            return ()
        if _is_party(number):
            return self._named(*self.party_numbers.get(codes[0], ()))
        if codes[0].startswith("UBTVQH"):
            return self._named("nghi-quyet", "phap-lenh")
        if codes[0].startswith("QH"):
            return self._named("luat", "bo-luat", "nghi-quyet", "hien-phap")
        found = self._types_by_number.get(codes[0].casefold())
        if found:
            return (found,)
        return self._named("cong-van") if len(codes) > 1 else ()

    def type_of_number(self, number: str) -> v.DocumentType | None:
        """Return the type that a number tells, or None when it allows several or none.

        Args:
            number: Canonical number.
        """
        found = self.types_of_number(number)
        return found[0] if len(found) == 1 else None

    def _named(self, *codes: str) -> tuple[v.DocumentType, ...]:
        return tuple(self._types_by_code[code] for code in codes)

    # Issuers

    @cached_property
    def _issuers_by_code(self) -> dict[str, v.Issuer]:
        return {issuer.code: issuer for issuer in self.issuers}

    @cached_property
    def _issuers_by_key(self) -> dict[str, v.Issuer]:
        return {key(name): issuer for issuer in self.issuers for name in (issuer.name, *issuer.names)}

    @cached_property
    def _issuers_by_number(self) -> dict[str, v.Issuer]:
        return {short.casefold(): issuer for issuer in self.issuers for short in issuer.numbers}

    @cached_property
    def _local(self) -> LocalNames:
        return LocalNames(self.local_bodies, self.provinces, self.merger)

    @cached_property
    def _issuer_reader(self) -> Callable[[str], v.Issuer | None]:
        return lru_cache(maxsize=8192)(self._read_issuer)

    def issuer_by_code(self, code: str) -> v.Issuer | None:
        """Return the issuer of a code: a central body (``btc``) or a provincial one (``ubnd-lai-chau``), or None.

        Args:
            code: As stored.
        """
        return self._issuers_by_code.get(code) or self._local.of_code(code)

    def issuer_by_number(self, code: str) -> v.Issuer | None:
        """Return the central body of an abbreviation in numbers (``BLĐTBXH``, ``QH15``, ``TTg``), or None.

        Args:
            code: One part of a number; the term of an assembly may follow it.
        """
        short = code.strip().casefold()
        return self._issuers_by_number.get(short) or self._issuers_by_number.get(_TERM.sub("", short))

    def body_by_number(self, code: str) -> v.LocalBody | None:
        """Return the kind of local body of an abbreviation in numbers (``UBND``, ``SXD``), or None.

        Args:
            code: One part of a number.
        """
        short = code.strip().casefold()
        return next((b for b in self.local_bodies if short in (name.casefold() for name in b.numbers)), None)

    def issuer_of_name(self, text: str) -> v.Issuer | None:
        """Return the issuer that a name stands for, or None when it is not a known body.

        Case, composition, tone placement (Uỷ/Ủy), dashes and missing diacritics do not matter; the holder of an
        office stands for the body. Local bodies come back with a canonical name, whether their place is known or not.

        Args:
            text: As printed (``ỦY BAN NHÂN DÂN TỈNH LAI CHÂU``, ``Bộ trưởng Bộ Tài chính``).
        """
        return self._issuer_reader(text)

    def _read_issuer(self, text: str) -> v.Issuer | None:
        name = key(text)
        known = self._issuers_by_key.get(name)
        if known is None:
            bare = _OFFICE.sub("", name)
            known = self._issuers_by_key.get(bare) or self._issuers_by_key.get(f"bo {bare}")
        return known or self._local.read(text)

    def canonical_issuer_name(self, text: str) -> str | None:
        """Return the name in sentence case ("Ủy ban nhân dân tỉnh Lai Châu"), or None when it is not a known body.

        Args:
            text: As printed.
        """
        issuer = self.issuer_of_name(text)
        return issuer.name if issuer else None

    def level_of_issuer(self, text: str) -> str | None:
        """Return the level of the named issuer, or None when it is not a known body.

        Args:
            text: As printed.
        """
        issuer = self.issuer_of_name(text)
        return issuer.level if issuer else None

    def issuer_group(self, code: str) -> tuple[str, ...]:
        """Return the codes of a body, of those whose whole work it took over, and of those that took over its own.

        Args:
            code: As stored. Unknown codes give themselves alone.

        Returns:
            The given code first.
        """
        heirs = self._heirs(code)
        line = {code, *heirs}
        older = {i.code for i in self._all_bodies(code) if line & {s.to for s in i.successors if not s.scope}}
        return (code, *sorted((set(heirs) | older) - {code}))

    def _heirs(self, code: str) -> tuple[str, ...]:
        issuer = self.issuer_by_code(code)
        return tuple(s.to for s in issuer.successors if not s.scope) if issuer else ()

    def _all_bodies(self, code: str) -> tuple[v.Issuer, ...]:
        issuer = self.issuer_by_code(code)
        if issuer is None or issuer.place is None:
            return self.issuers
        prefix = code.removesuffix(issuer.place)
        found = (self._local.of_code(prefix + province.code) for province in self.provinces)
        return tuple(body for body in found if body)

    def province(self, name: str) -> v.Province | None:
        """Return the province of that name in any spelling, or None.

        Args:
            name: With or without "tỉnh", "thành phố".
        """
        return self._local.province(name)

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


def _codes_of(number: str) -> list[str]:
    """Return the letter parts of a number: ``NĐ, CP`` for ``27/2022/NĐ-CP``; ``QĐ, TW`` for ``262-QĐ/TW``."""
    parts = re.split(r"[/-]", number)
    return [part for part in parts if part and not part[0].isdigit()]


def _is_party(number: str) -> bool:
    return re.match(r"\d+-[^/]+/", number) is not None
