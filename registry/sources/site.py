"""Known sites: data/sources/*.yaml, or a file of the same form that a province writes for its own portal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import yaml

from data import folder
from registry.errors import BadRequest, NotKnown
from registry.schema import problems
from registry.sources.addresses import clean
from registry.vocabulary import slug

FOLDER_KINDS: Final = frozenset({"vbpl-saved", "vbpl-gateway"})

_LABELS: Final = {"nukeviet": "nukeviet", "vbpl-saved": "vbpl"}


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a healthy site shows; less stops the run.

    Args:
        rows: Fewest documents in its lists.
        pages: Smallest share of the listed pages that can be read, 0-1.
        filled: Smallest share of the documents, 0-1, whose field of this name is filled.
    """

    rows: int = 1
    pages: float = 0.0
    filled: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Site:
    """One place that documents are collected from.

    Args:
        name: Key, also of its folder of journals.
        title: As people know it.
        kind: Key of :data:`registry.sources.kinds.KINDS`.
        base: Address of its list, or the folder of saved files.
        province: Province that its pages take for granted, or an empty string.
        feeds: Addresses of RSS feeds and sitemaps, read beside the list.
        hosts: Names of further hosts that its files lie on.
        seconds: Pause between two requests; that of the settings when None.
        labels: Which table of relation labels it uses.
        expect: What a healthy site shows.
        shape: Selectors, for a site of kind ``described``.
    """

    name: str
    title: str
    kind: str
    base: str
    province: str = ""
    feeds: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    seconds: float | None = None
    labels: str = "luoc-do"
    expect: Expectation = Expectation()
    shape: Mapping[str, Any] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Name and port of its host, or an empty string for a folder."""
        return urlsplit(self.base).netloc if "://" in self.base else ""

    @property
    def all_hosts(self) -> frozenset[str]:
        """Names of the hosts that may be asked, without ports."""
        return frozenset({urlsplit(self.base).hostname or "", *self.hosts} - {""})


@cache
def sites() -> tuple[Site, ...]:
    """Return the shipped sites, by name."""
    files = sorted((f for f in folder("sources").iterdir() if f.name.endswith(".yaml")), key=lambda f: f.name)
    return tuple(_site(yaml.safe_load(file.read_text(encoding="utf-8")), file.name) for file in files)


def find(source: str, *, kind: str | None = None, province: str | None = None, own: tuple[Site, ...] = ()) -> Site:
    """Return the site that a person means.

    Args:
        source: Name of a known site, path of a YAML file, web address of a list, or folder of saved files.
        kind: Kind of site, for an address or a folder.
        province: Province that its pages take for granted; replaces that of the description.
        own: Sites known beside the shipped ones.

    Raises:
        BadRequest: The file is not as its schema says, or an address comes without a kind.
        NotKnown: There is no such site.
    """
    known = next((site for site in (*sites(), *own) if site.name == source), None)
    found = known or _find(source, kind)
    if province is None:
        return found
    return Site(**{name: getattr(found, name) for name in Site.__slots__} | {"province": province})


def _find(source: str, kind: str | None) -> Site:
    path = Path(source)
    if path.suffix.lower() in (".yaml", ".yml") and path.is_file():
        return read(path)
    if "://" in source:
        return _of_address(clean(source), kind or "nukeviet")
    if path.is_dir():
        return _of_folder(path, kind)
    raise NotKnown(
        "source-not-known", f"Không có nguồn “{source}”.", hint="Xem “vanban crawl --list”, hoặc nêu tệp mô tả .yaml."
    )


def _of_address(address: str, kind: str) -> Site:
    if kind in FOLDER_KINDS:
        raise BadRequest("source-kind", f"Loại nguồn {kind} đọc từ thư mục, không từ địa chỉ web.", field="kind")
    parts = urlsplit(address)
    name = slug(f"{parts.netloc} {parts.path}")
    labels = _LABELS.get(kind, "luoc-do")
    return Site(name, address, kind, address, labels=labels)


def _of_folder(path: Path, kind: str | None) -> Site:
    if kind not in FOLDER_KINDS:
        raise BadRequest(
            "source-kind",
            f"{path} là thư mục; cần nói đó là loại trang nào.",
            hint=f"Dùng --kind với một trong: {', '.join(sorted(FOLDER_KINDS))}.",
            field="kind",
        )
    labels = _LABELS.get(kind, "luoc-do")
    return Site(slug(f"{kind} {path.name}"), str(path), kind, str(path.absolute()), labels=labels)


def read(path: Path) -> Site:
    """Read the description of a site.

    Args:
        path: YAML of the form of data/schema/source.json.

    Raises:
        BadRequest: It is no YAML, or not as the schema says; tells where.
    """
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise BadRequest(
            "source-file", f"Tệp {path.name} không phải YAML hợp lệ.", hint="Xem docs/sources.md."
        ) from error
    return _site(loaded, path.name)


def _site(loaded: Any, name: str) -> Site:
    problem = next(iter(problems("source", loaded)), None)
    if problem is not None:
        where = problem.place or "đầu tệp"
        raise BadRequest(
            "source-file",
            f"Tệp {name} sai ở {where}: {problem.message[:200]}.",
            hint="Xem docs/sources.md.",
            field=where,
        )
    expected = loaded.get("expect", {})
    return Site(
        name=loaded["name"],
        title=loaded["title"],
        kind=loaded["kind"],
        base=clean(loaded["base"]) if "://" in loaded["base"] else loaded["base"],
        province=loaded.get("province", ""),
        feeds=tuple(map(clean, loaded.get("feeds", ()))),
        hosts=tuple(loaded.get("hosts", ())),
        seconds=loaded.get("seconds"),
        labels=loaded.get("labels", _LABELS.get(loaded["kind"], "luoc-do")),
        expect=Expectation(expected.get("rows", 1), expected.get("pages", 0.0), expected.get("filled", {})),
        shape=loaded.get("shape", {}),
    )
