"""Look-ups of issuers, by code, by number and by name as really written."""

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Final

from registry.vocabulary import values as v
from registry.vocabulary.keys import key
from registry.vocabulary.local import LocalNames

# Whoever signs for a body is the body: "Bộ trưởng Bộ Tài chính" is Bộ Tài chính.
_OFFICE: Final = re.compile(
    r"^(?:q |quyen )?(?:bo truong bo|thu truong bo|bo truong chu nhiem|chu nhiem|thong doc|pho thong doc"
    r"|giam doc|pho giam doc|cuc truong|pho cuc truong|tong cuc truong) "
)
_TERM: Final = re.compile(r"\d+$")


class IssuerLookups:
    """The part of the vocabulary that knows issuers, provinces and who took over from whom."""

    issuers: tuple[v.Issuer, ...]
    local_bodies: tuple[v.LocalBody, ...]
    provinces: tuple[v.Province, ...]
    merger: v.Succession

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
