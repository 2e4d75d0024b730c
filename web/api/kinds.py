"""Kinds of parameters: each tells its JSON schema and reads what was written, so that both always agree."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from flask_babel import gettext as _


class Wrong(Exception):  # noqa: N818  (named for what the reader meets)
    """A value that a kind does not take: why, in Vietnamese, and the first character at fault."""

    def __init__(self, why: str, offset: int) -> None:
        super().__init__(why)
        self.why = why
        self.offset = offset


class Kind(Protocol):
    """What a parameter may hold."""

    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""

    def read(self, written: str) -> Any:
        """Return the value.

        Raises:
            Wrong: The text is no value of this kind.
        """

    def told(self) -> str:
        """Return in a few words what may be written."""


@dataclass(frozen=True, slots=True)
class Text:
    """Characters: so many at most and at least; ``allowed`` is the class that each must be of (``[a-z]``)."""

    longest: int
    shortest: int = 0
    allowed: str = ""

    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        least = {"minLength": self.shortest} if self.shortest else {}
        form = {"pattern": f"^{self.allowed}*$"} if self.allowed else {}
        return {"type": "string", **least, "maxLength": self.longest, **form}

    def read(self, written: str) -> str:
        """Return the text as it is."""
        if len(written) > self.longest:
            raise Wrong(_("dài quá %(most)s ký tự", most=self.longest), self.longest)
        if len(written) < self.shortest:
            raise Wrong(_("quá ngắn hoặc để trống"), len(written))
        for offset, character in enumerate(written if self.allowed else ""):
            if not re.fullmatch(self.allowed, character):
                raise Wrong(_("có ký tự không được dùng"), offset)
        return written

    def told(self) -> str:
        """Return in a few words what may be written."""
        return str(_("chữ, nhiều nhất %(most)s ký tự", most=self.longest))


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number between two others, in plain digits without leading zeros."""

    least: int
    most: int

    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def read(self, written: str) -> int:
        """Return the number."""
        if not re.fullmatch("0|[1-9][0-9]*", written):
            raise Wrong(_("phải là số nguyên"), _first(written, lambda _at, c: c in _DIGIT))
        if len(written) > _DIGITS or not self.least <= int(written) <= self.most:
            raise Wrong(_("phải từ %(least)s đến %(most)s", least=self.least, most=self.most), 0)
        return int(written)

    def told(self) -> str:
        """Return in a few words what may be written."""
        return f"{self.least}–{self.most}"


@dataclass(frozen=True, slots=True)
class Day:
    """A day: ``2025-03-01``."""

    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "string", "format": "date"}

    def read(self, written: str) -> date:
        """Return the day."""
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
            right = _first(written, lambda at, c: at < len(_DAY) and (c == "-" if _DAY[at] == "-" else c in _DIGIT))
            raise Wrong(_("phải là ngày dạng 2025-03-01"), right)
        try:
            return date.fromisoformat(written)
        except ValueError as error:
            raise Wrong(_("không phải là một ngày có thật"), 0) from error

    def told(self) -> str:
        """Return in a few words what may be written."""
        return str(_("ngày, dạng 2025-03-01"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words, listed when they are needed."""

    words: Callable[[], tuple[str, ...]]

    def schema(self) -> dict[str, Any]:
        """Return its JSON schema."""
        return {"type": "string", "enum": list(self.words())}

    def read(self, written: str) -> str:
        """Return the word."""
        words = self.words()
        if written not in words:
            few = ", ".join(words) if len(words) <= _FEW else _("xem trang /api")
            raise Wrong(_("phải là một trong: %(words)s", words=few), 0)
        return written

    def told(self) -> str:
        """Return in a few words what may be written."""
        words = self.words()
        return ", ".join(words[:_FEW]) + (", …" if len(words) > _FEW else "")


def choice(*words: str) -> Choice:
    """Return the kind of a parameter that is one of these words."""
    return Choice(lambda: words)


_DIGITS = 18
_FEW = 12
_DAY = "0000-00-00"
_DIGIT = "0123456789"


def _first(written: str, right: Callable[[int, str], bool]) -> int:
    """Return the first character that is not right; the end when all are."""
    return next((at for at, character in enumerate(written) if not right(at, character)), len(written))
