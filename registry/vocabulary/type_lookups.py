"""Look-ups of document types, by name and by number."""

import re
from functools import cached_property

from registry.vocabulary import values as v
from registry.vocabulary.keys import key


class TypeLookups:
    """The part of the vocabulary that knows document types."""

    types: tuple[v.DocumentType, ...]
    other_numbers: tuple[str, ...]
    party_numbers: dict[str, tuple[str, ...]]

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
    def number_codes(self) -> tuple[str, ...]:
        """Abbreviations that stand in numbers where the type stands, those of no listed type at the end."""
        return (*(short for kind in self.types for short in kind.numbers), *self.other_numbers)

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
        """Return the types that a number allows: usually one, several for ``57/2014/QH13``, none when it does not tell.

        A number that begins with an office (``123/UBND-VX``) is that of an official letter.

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
        found = self._type_of_codes(codes)
        if found:
            return (found,)
        letter = len(codes) > 1 and codes[0].casefold() not in {short.casefold() for short in self.other_numbers}
        return self._named("cong-van") if letter else ()

    def _type_of_codes(self, codes: list[str]) -> v.DocumentType | None:
        """The longer abbreviation first: ``L-CTN`` promulgates a law and is none."""
        both = self._types_by_number.get("-".join(codes[:2]).casefold())
        return both or self._types_by_number.get(codes[0].casefold())

    def type_of_number(self, number: str) -> v.DocumentType | None:
        """Return the type that a number tells, or None when it allows several or none.

        Args:
            number: Canonical number.
        """
        found = self.types_of_number(number)
        return found[0] if len(found) == 1 else None

    def type_name(self, number: str | None, stated: str | None) -> str:
        """Return the name of a document's type, or an empty string: its number overrules what a source states.

        A number whose sign is not known looks like that of an official letter; a source that states a known type is
        believed before that.

        Args:
            number: Canonical number.
            stated: Name of the type as a source or the text itself states it.
        """
        told = self.type_of_number(number) if number else None
        if told is None or (self._is_letter_by_default(number or "") and self.type_by_name(stated or "")):
            return stated or ""
        return told.name

    def _is_letter_by_default(self, number: str) -> bool:
        return self.types_of_number(number) == self._named("cong-van") and not self._type_of_codes(_codes_of(number))

    def _named(self, *codes: str) -> tuple[v.DocumentType, ...]:
        return tuple(self._types_by_code[code] for code in codes)


def _codes_of(number: str) -> list[str]:
    """Return the letter parts of a number: ``NĐ, CP`` for ``27/2022/NĐ-CP``; ``QĐ, TW`` for ``262-QĐ/TW``."""
    parts = re.split(r"[/-]", number)
    return [part for part in parts if part and not part[0].isdigit()]


def _is_party(number: str) -> bool:
    return re.match(r"\d+-[^/]+/", number) is not None
