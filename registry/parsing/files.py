"""One file in, its raw text out, whatever its kind."""

from pathlib import Path

from registry.parsing.formats import gazette, plain
from registry.parsing.raw import RawDocument


def read_file(path: Path, *, name: str | None = None) -> RawDocument:
    """Read one file as what its bytes say it is.

    Args:
        path: The file.
        name: The name it arrived under, when the path is a stored copy.

    Raises:
        InputRefused: The file cannot be taken in; the message says why.
    """
    data = path.read_bytes()
    if data.lstrip()[:1] == b"{":
        return gazette.read(data)
    return plain.read(data)
