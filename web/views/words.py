"""How codes, dates and addresses read in Vietnamese on every page; the words come from data/vocabulary."""

import re
from datetime import date
from functools import cache

from flask_babel import get_locale
from flask_babel import gettext as _

from registry.text import fold, place_tones, squeeze
from registry.vocabulary import kept, vocabulary

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def effect(code: str) -> str:
    """Return the label of an effect state."""
    return str(_(vocabulary().effect(code).label))


@cache
def shape(code: str) -> str:
    """Return the name of the icon of an effect state."""
    return vocabulary().effect(code).shape


def level(code: str) -> str:
    """Return the label of a level of government; an unknown code is shown as it is."""
    found = vocabulary().level(code)
    return str(_(found.label)) if found else code


@kept
def programme(code: str) -> str:
    """Return the full name of a programme or component; an unknown code is shown as it is."""
    component = vocabulary().component(code)
    if component:
        return component.name
    found = vocabulary().programme(code)
    return found.name if found else code


@kept
def programme_short(code: str) -> str:
    """Return the short name of a programme, or the name of a component; an unknown code is shown as it is."""
    component = vocabulary().component(code)
    if component:
        return component.name
    found = vocabulary().programme(code)
    return found.short if found else code


def verb(code: str, *, inbound: bool) -> str:
    """Return the label of a relation verb, read from the acted-upon end when ``inbound``."""
    found = vocabulary().verb(code)
    return str(_(found.reverse if inbound else found.label))


def verb_group(code: str) -> str:
    """Return the label of the group that a verb is shown in."""
    wanted = vocabulary().verb(code).group
    return str(_(next(group.label for group in vocabulary().groups if group.code == wanted)))


@cache
def verb_rank(code: str) -> int:
    """Return the place of a verb in the order of the vocabulary."""
    return [each.code for each in vocabulary().verbs].index(code)


@cache
def verb_changes(code: str) -> bool:
    """Tell whether a verb changes the other document or its effect."""
    return vocabulary().verb(code).changes != "none"


def day(value: date | None) -> str:
    """Return a date as Vietnamese officials write it, ``05/02/2023``; on English pages ``5 Feb 2023``."""
    if value is None:
        return ""
    locale = get_locale()
    return english_day(value) if locale is not None and locale.language == "en" else f"{value:%d/%m/%Y}"


def english_day(value: date) -> str:
    """Return a date as English pages write it, ``5 Feb 2023``."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def plain(text: str) -> str:
    """Return a text for comparing what sources say: one line, one case, one tone placement."""
    return fold(place_tones(squeeze(text)))


def place(address: str) -> str:
    """Return the address of a provision in words, innermost first: ``d5.k2.da`` is ``điểm đ khoản 2 Điều 5``."""
    return " ".join(_step(step) for step in reversed(address.split(".")))


def _step(step: str) -> str:
    names = {
        "d": _("Điều"),
        "k": _("khoản"),
        "p": _("Phụ lục"),
        "ms": _("Mẫu số"),
        "c": _("Chương"),
        "m": _("Mục"),
        "tm": _("Tiểu mục"),
    }
    found = re.fullmatch(r"(tm|ms|[dkpcm])(\d.*)", step)
    if found:
        return f"{names[found[1]]} {found[2]}"
    return str(_("điểm %(name)s", name=step.replace("da", "đ", 1) if step.startswith("da") else step))
