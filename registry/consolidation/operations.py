"""Amending instructions as values."""

from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """What an instruction does to its target."""

    REPLACE = "replace"  # sửa đổi (, bổ sung) ... như sau
    INSERT = "insert"  # bổ sung ... (vào sau ...)
    APPEND = "append"  # bổ sung ... vào cuối ...
    APPEND_WORDS = "append_words"  # bổ sung cụm từ ... vào cuối ...
    RENUMBER = "renumber"  # khoản 3 được đánh số lại thành khoản 4
    REPEAL = "repeal"  # bãi bỏ, bỏ; without an address, the whole act
    RETITLE = "retitle"  # sửa đổi tên Điều ...; without a text: bãi bỏ tên Mục ...
    RELEAD = "relead"  # sửa đổi đoạn mở đầu ...
    REPLACE_PHRASE = "replace_phrase"  # thay thế cụm từ ... bằng cụm từ ...
    DROP_PHRASE = "drop_phrase"  # bỏ cụm từ ...
    ADD_PHRASE_AFTER = "add_phrase_after"  # bổ sung cụm từ ... vào sau cụm từ ...
    ADD_PHRASE_BEFORE = "add_phrase_before"
    REPLACE_ANNEX = "replace_annex"  # thay thế Phụ lục ... bằng Phụ lục ... ban hành kèm theo
    ADD_ANNEX = "add_annex"  # bổ sung Phụ lục ... ban hành kèm theo
    REPLACE_PART = "replace_part"  # sửa đổi đoạn thứ hai khoản 1 ...
    DROP_PART = "drop_part"  # bãi bỏ gạch đầu dòng thứ ba ...
    ADD_PART_AFTER = "add_part_after"  # bổ sung ... vào sau khổ thứ nhất khoản 2 ...
    ADD_PART_BEFORE = "add_part_before"
    UNREAD = "unread"  # an instruction that could not be read: always pending


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a provision that has no address of its own.

    Args:
        unit: ``paragraph``, ``sentence``, ``dash`` (gạch đầu dòng), ``row`` or ``column`` of a table.
        place: Counted from 1; -1 for the last one; 0 for a row that is known by its number alone.
        words: As written ("đoạn thứ hai").
        key: For a row: the number in its first cell.
    """

    unit: str
    place: int
    words: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """An address in the amended act, outermost step first: ``(("article", "5"), ("clause", "4a"))``.

    Args:
        steps: Levels and numbers.
        heading: True when only the title of the provision is meant ("tên Điều 5").
    """

    steps: tuple[tuple[str, str], ...] = ()
    heading: bool = False

    @property
    def kind(self) -> str:
        """Level of the addressed provision; ``act`` when the address is empty."""
        return self.steps[-1][0] if self.steps else "act"

    @property
    def value(self) -> str:
        """Number or letter of the addressed provision."""
        return self.steps[-1][1] if self.steps else ""

    def within(self, outer: "Target") -> "Target":
        """Complete a partial address with the outer levels of another one."""
        if not self.steps or not outer.steps:
            return self if self.steps else outer
        kinds = {kind for kind, _ in self.steps}
        rank = min(LEVELS.index(kind) for kind in kinds)
        head = tuple(step for step in outer.steps if LEVELS.index(step[0]) < rank)
        return Target(head + self.steps, self.heading)


LEVELS = ("annex", "form", "part", "chapter", "section", "subsection", "article", "clause", "point", "subpoint")
"""Levels of an address, outermost first."""


NOWHERE = Target()
"""The empty address: the act as a whole."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One amending instruction.

    Args:
        action: What to do.
        act: Canonical number of the amended act, or None when it could not be read.
        target: Where.
        source: Address of the instruction in the amending act.
        start: First character of the instruction in the amending act's canonical text.
        end: One past its last character.
        text: New wording (for REPLACE, INSERT, RETITLE, RELEAD) or new phrase.
        phrase: Wording to look for (phrase actions).
        anchor: For INSERT: the provision that the new one follows; for RENUMBER: the new address.
        annex: For annex actions: address in the amending act of the annex that brings the new wording.
        reason: For UNREAD: why, in Vietnamese.
        name: Name of the amended law when no number is written ("Luật Bảo hiểm y tế").
        attached: True when the address lies in the text issued with the amended act ("Quy chế ban hành kèm theo").
        part: The part of the target that is meant, when it is not the whole.
    """

    action: Action
    act: str | None
    target: Target
    source: str
    start: int
    end: int
    text: str = ""
    phrase: str = ""
    anchor: Target | None = None
    annex: Target | None = None
    reason: str = ""
    name: str = ""
    attached: bool = False
    part: Part | None = None
