"""First stage: which files there are. Reads folders, writes nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from registry.errors import BadRequest
from registry.parsing.detect import may_be_document

# Inside folders these are taken for documents by their names, and others by how they begin; a file that is named is
# always tried. What is not read is not passed over either: it is refused, with what to do instead.
_READ: Final = (
    ".json", ".pdf", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".docx", ".docm", ".doc", ".dot", ".rtf",
    ".md", ".markdown", ".txt", ".eml", ".xml", ".zip", ".png", ".jpg", ".jpeg", ".tif", ".tiff",
)  # fmt: skip
_REFUSED: Final = (
    ".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".cab", ".msg", ".odt", ".wps", ".xls", ".xlsx",
    ".xlsm", ".ods", ".ppt", ".pptx", ".heic",
)  # fmt: skip
_LITTER: Final = frozenset(("thumbs.db", "desktop.ini"))
_HEAD: Final = 16  # bytes


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
            if file == path or looks_like_document(file.name, _opener(file)):
                taken[file] = Found(file, str(file), file.name)
            else:
                skipped[file] = None
    return [taken[file] for file in sorted(taken)], sorted(skipped)


def looks_like_document(name: str, opening: Callable[[], BinaryIO]) -> bool:
    """Tell whether a file inside a folder, archive or message is to be tried: by its name, else by how it begins.

    Args:
        name: With or without folders.
        opening: Opens its bytes.
    """
    plain = PurePosixPath(name)
    if plain.name.startswith("~$") or plain.name.lower() in _LITTER:  # what Word and Windows leave beside files
        return False
    if plain.suffix.lower() in (*_READ, *_REFUSED):
        return True
    try:
        with opening() as stream:
            return may_be_document(stream.read(_HEAD))
    except Exception:  # whatever cannot be opened: zipfile and its decompressors share no class of errors
        return False


def _opener(file: Path) -> Callable[[], BinaryIO]:
    return lambda: file.open("rb")


def _walk(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _walk(entry)
        elif entry.is_file():
            yield entry
