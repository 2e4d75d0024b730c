"""The frozen values of the controlled vocabulary, one class per file of data/vocabulary."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A kind of document.

    Args:
        code: Stable key without diacritics (``nghi-dinh``).
        name: Vietnamese name (``Nghị định``).
        numbers: Abbreviations used in numbers (``NĐ``); may be empty.
        names: Other names met in texts.
        rank: Legal rank, 1 is the highest, 90 is an administrative document without rank.
        normative: ``always``, ``by_year`` (when its number carries a year) or ``never``.
    """

    code: str
    name: str
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    rank: int
    normative: str

    def is_normative(self, number: str | None) -> bool | None:
        """Tell whether a document of this type is normative (quy phạm pháp luật), judged by the form of its number.

        Args:
            number: Canonical number, or None when unknown.

        Returns:
            None when the form does not tell: resolutions of the National Assembly always carry a year.
        """
        if self.normative != "by_year":
            return self.normative == "always"
        parts = (number or "").split("/")
        if len(parts) < 2 or "QH" in parts[-1]:
            return None
        return len(parts) > 2 and len(parts[1]) == 4 and parts[1].isdigit()


@dataclass(frozen=True, slots=True)
class Succession:
    """A body that took over another one's work.

    Args:
        to: Code of the successor.
        since: First day.
        scope: The part that moved, or an empty string for the whole.
        sources: Web addresses or document numbers.
    """

    to: str
    since: date
    scope: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues documents, as it signed.

    Args:
        code: Stable key (``btc``, ``ubnd-lai-chau``).
        name: Canonical name in sentence case.
        level: Code of levels.yaml.
        kind: ``assembly``, ``government``, ``ministry``, ``agency``, ``unit``, ``court``, ``audit``, ``mass``,
            ``party`` or ``local``.
        numbers: Abbreviations used in numbers (``BTC``).
        names: Other spellings met in texts.
        successors: Bodies that took over its work.
        place: Code of the province, for a local body whose province is known.
    """

    code: str
    name: str
    level: str
    kind: str
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    successors: tuple[Succession, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class LocalBody:
    """A kind of local body; with a place it makes an :class:`Issuer`.

    Args:
        code: Prefix of the issuer's code (``ubnd``).
        name: Words before the place (``Ủy ban nhân dân``).
        numbers: Abbreviations used in numbers.
        names: Other spellings.
        levels: Levels that have such a body, the default first.
        level: Level of the issuer when it is not that of the place (``party``), or None.
        bare: True when the place follows without "tỉnh" or "huyện" (``Tỉnh ủy Lai Châu``).
    """

    code: str
    name: str
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    levels: tuple[str, ...]
    level: str | None
    bare: bool


@dataclass(frozen=True, slots=True)
class District:
    """A district of before 2025-07-01 whose whole area became some communes.

    Args:
        name: With "huyện", "thị xã", "thành phố" or "quận".
        into: Names of the communes, with "xã", "phường" or "đặc khu".
        source: Number of the resolution that says so.
    """

    name: str
    into: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally run city, past or present.

    Args:
        code: Key without diacritics (``lai-chau``).
        name: Name without "tỉnh".
        kind: ``province`` or ``city``.
        into: Code of the one that took it in on :attr:`Vocabulary.merged`, or None.
        names: Other spellings.
    """

    code: str
    name: str
    kind: str
    into: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A document whose citation implies programmes.

    Args:
        number: Canonical number.
        issued: Issue date; needed for numbers without a year, which repeat every year.
        implies: Codes of programmes.
        founding: True when it sets up or approves the programme itself.
    """

    number: str
    issued: date | None
    implies: tuple[str, ...]
    founding: bool = False


@dataclass(frozen=True, slots=True)
class Component:
    """A project (dự án), sub-project or theme of a programme.

    Args:
        code: Key (``DTTS-DA4``).
        programme: Code of the programme.
        name: Vietnamese name.
        kind: ``dự án``, ``tiểu dự án``, ``nội dung`` or ``chương trình chuyên đề``.
        number: Its number as printed, or None when no source showed it.
        parent: Code of the enclosing component, or None.
        phrases: Words that imply it.
        sources: Where its name was seen.
    """

    code: str
    programme: str
    name: str
    kind: str
    number: str | None
    parent: str | None
    phrases: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """A national target programme. Its period is not the validity of its documents.

    Args:
        code: ``NTM``, ``GNBV``, ``DTTS`` or ``MTQG2026``.
        name: Official name.
        short: Short name for filters.
        first_year: First year of its period.
        last_year: Last year of its period.
        lead: Code of the issuer that led it.
        anchors: Documents whose citation implies it.
        phrases: Words that imply it wherever they stand.
        title_phrases: Words that imply it when they stand in the title.
        components: Projects and themes.
        complete: False when the list of components is known to have gaps.
        succeeds: Codes of the programmes it continues.
        sources: Numbers or web addresses.
    """

    code: str
    name: str
    short: str
    first_year: int
    last_year: int
    lead: str
    anchors: tuple[Anchor, ...]
    phrases: tuple[str, ...]
    title_phrases: tuple[str, ...]
    components: tuple[Component, ...]
    complete: bool
    succeeds: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of verbs shown together."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A relation between documents, readable from both ends.

    Args:
        code: Key (``amends``).
        label: Shown at the acting document (``Sửa đổi``).
        reverse: Shown at the other document (``Được sửa đổi bởi``).
        group: Code of its :class:`Group`.
        changes: What it does to the other document: ``none``, ``content``, ``partial``, ``expired`` or ``suspended``.
    """

    code: str
    label: str
    reverse: str
    group: str
    changes: str


@dataclass(frozen=True, slots=True)
class SourceLabel:
    """What a label on a source's page means; ``inbound`` when the listed document is the one that acts."""

    label: str
    verb: str
    inbound: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """A state of validity, told by word and by shape.

    Args:
        code: Key (``in_force``).
        label: Vietnamese label.
        shape: Name of the mark drawn beside it.
        explanation: One Vietnamese sentence.
        labels: How sources write it.
    """

    code: str
    label: str
    shape: str
    explanation: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A level of government."""

    code: str
    label: str
