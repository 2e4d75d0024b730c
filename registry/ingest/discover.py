"""First stage: which files there are. Reads folders, writes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from registry.errors import BadRequest

# Inside folders only these are taken for documents; a file that is named is always tried.
SUFFIXES: Final = frozenset(
    (
        ".json",
        ".pdf",
        ".html",
        ".htm",
        ".xhtml",
        ".docx",
        ".doc",
        ".rtf",
        ".md",
        ".markdown",
        ".txt",
        ".eml",
        ".xml",
        ".zip",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
    )
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file to take in.

    Args:
        path: Where its bytes are now.
        source: Where it came from: what is remembered about it.
        name: File name.
    """

    path: Path
    source: str
    name: str


def discover(paths: Iterable[Path]) -> tuple[list[Found], list[Path]]:
    """Return the files to take in, sorted, and those inside folders that are no kind of document.

    Hidden files and folders are left out, links are not followed, a file reached twice is taken once.

    Args:
        paths: Files and folders.

    Raises:
        BadRequest: A path does not exist.
    """
    taken: dict[Path, Found] = {}
    skipped: dict[Path, None] = {}
    for path in (Path(each).absolute() for each in paths):
        if not path.exists() and not path.is_symlink():
            raise BadRequest("no-such-path", f"Không có tệp hoặc thư mục {path}.", hint="Kiểm tra lại đường dẫn.")
        for file in _walk(path) if path.is_dir() and not path.is_symlink() else [path]:
            if file == path or file.suffix.lower() in SUFFIXES:
                taken[file] = Found(file, str(file), file.name)
            else:
                skipped[file] = None
    return [taken[file] for file in sorted(taken)], sorted(skipped)


def _walk(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _walk(entry)
        elif entry.is_file():
            yield entry
