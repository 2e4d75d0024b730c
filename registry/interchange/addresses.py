"""Addresses of the exchange formats: IRIs of documents, identifiers of provisions.

Source: Akoma Ntoso Naming Convention 1.0 (OASIS): ``/akn/vn/act/{subtype}/{date}/{number}``.
"""

import re
from datetime import date

from registry.text import fold

_STEPS = (
    (re.compile(r"d(?=\d)"), "art_"),
    (re.compile(r"k(?=\d)"), "para_"),
    (re.compile(r"c(?=\d)"), "chp_"),
    (re.compile(r"ms"), "form_"),
    (re.compile(r"m(?=\d)"), "sec_"),
    (re.compile(r"p(?=\d)"), "att_"),
)


def work_iri(kind: str, issued: date | None, number: str) -> str:
    """Return the IRI of a work; a date that is not known is left out.

    Args:
        kind: Vietnamese name of the type ("Thông tư"); may be empty.
        issued: Issue date, or None.
        number: Canonical number.
    """
    parts = [plain(kind), issued.isoformat() if issued else "", plain(number) or "khong-so"]
    return "/akn/vn/act/" + "/".join(part for part in parts if part)


def plain(text: str) -> str:
    """Return a text as a lower-case ASCII path step: "09/2022/TT-BLĐTBXH" -> "09-2022-tt-bldtbxh"."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def element_id(address: str) -> str:
    """Return the eId of a provision: ``d5.k2.da`` -> ``art_5__para_2__point_da``."""
    steps = address.split(".")
    inside = [previous.startswith("k") for previous in ["", *steps]]
    return "__".join(_step(step) if not below else f"point_{step}" for step, below in zip(steps, inside, strict=False))


def _step(step: str) -> str:
    for pattern, prefix in _STEPS:
        if pattern.match(step):
            return prefix + pattern.sub("", step, count=1)
    return f"point_{step}"
