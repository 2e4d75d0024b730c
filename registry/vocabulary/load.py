"""data/vocabulary/*.yaml -> frozen values. Nothing else in the product reads those files."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache
from typing import Any

from data import folder, read_yaml
from registry.vocabulary import values as v


def read(name: str) -> dict[str, Any]:
    """Return one vocabulary file as plain values.

    Args:
        name: File name without its ending (``"issuers"``).

    Raises:
        FileNotFoundError: There is no such file.
    """
    text = (folder("vocabulary") / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = read_yaml(text)
    return loaded


shipped = cache(read)
_overlay: ContextVar[Mapping[str, Any] | None] = ContextVar("vanban-overlay", default=None)


@contextmanager
def with_overlay(overlay: Mapping[str, Any]) -> Iterator[None]:
    """Read the files inside the block with what a province adds to them.

    Args:
        overlay: As :mod:`registry.vocabulary.overlay` says.
    """
    token = _overlay.set(overlay)
    try:
        yield
    finally:
        _overlay.reset(token)


def _file(name: str) -> dict[str, Any]:
    from registry.vocabulary.overlay import merged  # here, because merging reads the shipped files through this module

    overlay = _overlay.get()
    return merged(name, overlay) if overlay else shipped(name)


def _texts(row: dict[str, Any], field: str) -> tuple[str, ...]:
    return tuple(row.get(field) or ())


def types() -> tuple[v.DocumentType, ...]:
    """Read types.yaml."""
    return tuple(
        v.DocumentType(
            row["code"], row["name"], _texts(row, "numbers"), _texts(row, "names"), row["rank"], row["normative"]
        )
        for row in _file("types")["types"]
    )


def party_numbers() -> dict[str, tuple[str, ...]]:
    """Read what abbreviations mean in the numbers of party bodies, from types.yaml."""
    return {short: tuple(codes) for short, codes in _file("types")["party_numbers"].items()}


def other_numbers() -> tuple[str, ...]:
    """Read the abbreviations in numbers that tell no type of the list, from types.yaml."""
    return tuple(_file("types")["other_numbers"])


def issuers() -> tuple[v.Issuer, ...]:
    """Read the central and party bodies of issuers.yaml."""
    return tuple(
        v.Issuer(
            row["code"],
            row["name"],
            row["level"],
            row["kind"],
            _texts(row, "numbers"),
            _texts(row, "names"),
            tuple(map(_succession, row.get("successors") or ())),
        )
        for row in _file("issuers")["issuers"]
    )


def _succession(row: dict[str, Any]) -> v.Succession:
    return v.Succession(row["to"], _day(row["since"]), row.get("scope", ""), _texts(row, "sources"))


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def local_bodies() -> tuple[v.LocalBody, ...]:
    """Read the kinds of local bodies of issuers.yaml."""
    return tuple(
        v.LocalBody(
            row["code"],
            row["name"],
            _texts(row, "numbers"),
            _texts(row, "names"),
            _texts(row, "levels"),
            row.get("level"),
            row.get("bare", False),
        )
        for row in _file("issuers")["local_bodies"]
    )


def provinces() -> tuple[v.Province, ...]:
    """Read the provinces of places.yaml."""
    places = _file("places")
    return tuple(
        v.Province(
            row["code"], row["name"], row["kind"], row.get("into"), _texts(places["province_names"], row["code"])
        )
        for row in places["provinces"]
    )


def communes() -> dict[str, tuple[tuple[str, str], ...]]:
    """Read the communes of places.yaml: province code -> (code, name with "Xã" or "Phường")."""
    return {
        province: tuple((row["code"], row["name"]) for row in rows)
        for province, rows in _file("places")["communes"].items()
    }


def districts() -> tuple[v.District, ...]:
    """Read the former districts of places.yaml."""
    return tuple(v.District(row["name"], _texts(row, "into"), row["source"]) for row in _file("places")["districts"])


def merger() -> v.Succession:
    """Read the day and the sources of the 2025 merger of provinces; ``to`` is empty."""
    row = _file("places")["merger"]
    return v.Succession("", _day(row["since"]), "", _texts(row, "sources"))


def programmes() -> tuple[v.Programme, ...]:
    """Read programmes.yaml."""
    loaded = _file("programmes")
    shared = loaded["component_sources"]
    return tuple(_programme(row, _texts(shared, row["code"])) for row in loaded["programmes"])


def _programme(row: dict[str, Any], sources: tuple[str, ...]) -> v.Programme:
    return v.Programme(
        code=row["code"],
        name=row["name"],
        short=row["short"],
        first_year=row["period"]["from"],
        last_year=row["period"]["to"],
        lead=row["lead"],
        anchors=tuple(_anchor(anchor, (row["code"],)) for anchor in row["anchors"]),
        phrases=_texts(row, "phrases"),
        title_phrases=_texts(row, "title_phrases"),
        components=tuple(_component(part, row["code"], sources) for part in row["components"]),
        complete=row["complete"],
        succeeds=_texts(row, "succeeds"),
        sources=_texts(row, "sources"),
    )


def _anchor(row: dict[str, Any], implies: tuple[str, ...]) -> v.Anchor:
    issued = _day(row["issued"]) if row.get("issued") else None
    return v.Anchor(row["number"], issued, implies, row.get("founding", False))


def _component(row: dict[str, Any], programme: str, sources: tuple[str, ...]) -> v.Component:
    return v.Component(
        code=row["code"],
        programme=programme,
        name=row["name"],
        kind=row["kind"],
        number=row.get("number"),
        parent=row.get("parent"),
        phrases=_texts(row, "phrases"),
        sources=_texts(row, "sources") or sources,
    )


def common_anchors() -> tuple[v.Anchor, ...]:
    """Read the documents that several programmes share, from programmes.yaml."""
    return tuple(_anchor(row, tuple(row["implies"])) for row in _file("programmes")["common_anchors"])


def common_phrases() -> tuple[str, ...]:
    """Read the words that imply all three programmes of 2021-2025, from programmes.yaml."""
    return tuple(_file("programmes")["common_phrases"])


def groups() -> tuple[v.Group, ...]:
    """Read the groups of relations.yaml."""
    return tuple(v.Group(row["code"], row["label"]) for row in _file("relations")["groups"])


def verbs() -> tuple[v.Verb, ...]:
    """Read the verbs of relations.yaml."""
    return tuple(v.Verb(**row) for row in _file("relations")["verbs"])


def source_labels() -> dict[str, tuple[v.SourceLabel, ...]]:
    """Read what the labels of sources mean, from relations.yaml."""
    return {
        source: tuple(v.SourceLabel(**row) for row in rows)
        for source, rows in _file("relations")["source_labels"].items()
    }


def effects() -> tuple[v.Effect, ...]:
    """Read effects.yaml."""
    return tuple(v.Effect(**{**row, "labels": _texts(row, "labels")}) for row in _file("effects")["effects"])


def levels() -> tuple[v.Level, ...]:
    """Read levels.yaml."""
    return tuple(v.Level(**row) for row in _file("levels")["levels"])


def abbreviations() -> dict[str, str]:
    """Read abbreviations.yaml: short form -> long form."""
    return dict(_file("abbreviations")["abbreviations"])


def synonyms() -> tuple[tuple[str, ...], ...]:
    """Read synonyms.yaml."""
    return tuple(tuple(group) for group in _file("synonyms")["synonyms"])


def wider() -> dict[str, tuple[str, ...]]:
    """Read the wider words of synonyms.yaml: what is typed -> what is looked for as well."""
    return {typed: tuple(others) for typed, others in _file("synonyms")["wider"].items()}
