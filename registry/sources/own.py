"""Sources that a province describes itself: YAML files under VANBAN_HOME/sources, in the form of the shipped ones."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from registry.errors import BadRequest, NotKnown, SourceFailed, StateConflict
from registry.schema import Problem, problems
from registry.settings import Settings
from registry.sources.addresses import check_form
from registry.sources.kinds import reader
from registry.sources.site import FOLDER_KINDS, Site, read, sites

_HEAD: Final = "# Nguồn do quản trị viên thêm; dạng của tệp: data/schema/source.json, giải thích: docs/sources.md.\n"


def folder(settings: Settings) -> Path:
    """Return where the own sources of a home are."""
    return settings.home / "sources"


def own(settings: Settings) -> tuple[Site, ...]:
    """Return the own sources of a home by name; files that are not as they should be are left out.

    :func:`broken` tells which those are.
    """
    found = [site for path in _files(settings) if isinstance(site := _read(path), Site)]
    shipped = {site.name for site in sites()}
    return tuple(site for site in found if site.name not in shipped)


def broken(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return (file name, what is wrong) of every own file that cannot be used."""
    found = ((path.name, _read(path)) for path in _files(settings))
    return tuple((name, str(problem)) for name, problem in found if isinstance(problem, BadRequest))


def known(settings: Settings) -> tuple[Site, ...]:
    """Return every source that can be named: the shipped ones, then the own ones."""
    return (*sites(), *own(settings))


def described(settings: Settings, name: str) -> dict[str, Any]:
    """Return the description of an own source as plain values, for changing it.

    Raises:
        NotKnown: There is no own source of this name.
    """
    loaded: dict[str, Any] = yaml.safe_load(_path(settings, name).read_text(encoding="utf-8"))
    return loaded


def faults(settings: Settings, description: Mapping[str, Any], *, replacing: str = "") -> tuple[Problem, ...]:
    """Return everything that keeps a description from being an own source.

    Args:
        settings: Of the home.
        description: As a form or a file tells it.
        replacing: Name of the own source that it takes the place of, or an empty string for a new one.
    """
    found = list(problems("source", dict(description)))
    bad = {problem.place for problem in found}
    name, kind, base = (str(description.get(field, "")) for field in ("name", "kind", "base"))
    if "name" not in bad and name != replacing and name in {site.name for site in known(settings)}:
        found.append(Problem("name", f"đã có nguồn tên “{name}”"))
    if not bad & {"kind", "base"}:
        found += _place_faults(settings, kind, base)
    if kind == "described" and not description.get("shape"):
        found.append(Problem("shape", "còn thiếu: nguồn loại described cần cho biết đọc trang thế nào"))
    return tuple(found) if found else _shape_faults(description)


def save(settings: Settings, description: Mapping[str, Any], *, replacing: str = "") -> Site:
    """Keep a description as an own source.

    Args:
        settings: Of the home.
        description: As :func:`faults` takes it.
        replacing: As there; the file of that name goes when the name has changed.

    Raises:
        BadRequest: The description has faults.
    """
    found = faults(settings, description, replacing=replacing)
    if found:
        told = "; ".join(f"{problem.place}: {problem.message}" for problem in found)
        raise BadRequest("source-file", f"Mô tả nguồn chưa đúng: {told}.", field=found[0].place)
    place = folder(settings) / f"{description['name']}.yaml"
    _write(place, _HEAD + yaml.safe_dump(dict(description), allow_unicode=True, sort_keys=False, width=110))
    if replacing and replacing != description["name"]:
        _path(settings, replacing).unlink(missing_ok=True)
    return read(place)


def remove(settings: Settings, name: str) -> dict[str, Any]:
    """Let go of an own source and return its description; what was collected from it stays.

    Raises:
        NotKnown: There is no own source of this name.
    """
    description = described(settings, name)
    _path(settings, name).unlink()
    return description


def _files(settings: Settings) -> Iterable[Path]:
    place = folder(settings)
    return sorted(path for path in place.glob("*.yaml")) if place.is_dir() else ()


def _read(path: Path) -> Site | BadRequest:
    try:
        return read(path)
    except BadRequest as error:
        return error
    except OSError as error:
        return BadRequest("source-file", f"Không mở được tệp {path.name}: {error.strerror or error}.")


def _path(settings: Settings, name: str) -> Path:
    found = next((path for path in _files(settings) if isinstance(s := _read(path), Site) and s.name == name), None)
    if found is None:
        raise NotKnown("source-not-known", f"Không có nguồn riêng “{name}”.", hint="Xem danh sách nguồn.")
    return found


def _place_faults(settings: Settings, kind: str, base: str) -> list[Problem]:
    if kind not in FOLDER_KINDS:
        try:
            check_form(base)
        except SourceFailed as error:
            return [Problem("base", error.message)]
        return []
    inbox, place = settings.inbox_folder.resolve(), Path(base)
    if not place.is_absolute() or not place.resolve().is_relative_to(inbox):
        return [Problem("base", f"phải là một thư mục nằm trong {inbox}")]
    return [] if place.is_dir() else [Problem("base", "không có thư mục này")]


def _shape_faults(description: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Selectors and expressions can be well-formed text and still be none that work."""
    try:
        reader(_site_of(description))
    except BadRequest as error:
        return (Problem(f"shape.{error.field}" if error.field else "shape", str(error)),)
    return ()


def _site_of(description: Mapping[str, Any]) -> Site:
    values = {name: description[name] for name in ("name", "title", "kind", "base")}
    return Site(**values, feeds=tuple(description.get("feeds", ())), shape=description.get("shape", {}))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise StateConflict(
            "source-not-written",
            f"Không ghi được {path.name}: {error.strerror or error}.",
            hint="Kiểm tra dung lượng đĩa và quyền ghi của VANBAN_HOME.",
        ) from error
