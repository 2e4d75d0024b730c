"""A process that reads files for the ingest, and may die of them without harm.

It talks to its parent over a socket and leaves when the parent does.
"""

import gc
import importlib
import resource
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from registry.document import ParsedDocument
from registry.errors import InputRefused
from registry.parsing.limits import tell_life
from registry.reading.prepared import Reading, prepare
from registry.vocabulary.active import use

Parser = Callable[..., ParsedDocument]
Answer = Reading | InputRefused
ALIVE: Final = "alive"
"""Sent while a slow file is read, page after page: it may go on."""


def main(arguments: list[str]) -> None:
    """Answer requests until the parent hangs up.

    Args:
        arguments: File descriptor of the socket, the parser as ``module:function``, megabytes that may be used, file of
            the vocabulary's overlay or an empty string.
    """
    handle, parser, megabytes, overlay = arguments
    _bound_memory(int(megabytes))
    use(Path(overlay) if overlay else None)
    module, _, name = parser.partition(":")
    read: Parser = getattr(importlib.import_module(module), name)
    gc.freeze()
    gc.set_threshold(50_000)  # a reading is a hundred thousand small values that all live until it is sent
    with Connection(int(handle)) as parent, suppress(EOFError, ConnectionError):
        tell_life(lambda: parent.send(ALIVE))
        parent.send(None)
        while True:
            path, given_name = parent.recv()
            parent.send(answer(read, path, given_name))


def answer(read: Parser, path: Path, name: str) -> Answer:
    """Return the reading of one file, or the reason why there is none."""
    try:
        return prepare(read(path, name=name))
    except InputRefused as refused:
        return refused
    except MemoryError:
        return InputRefused(
            "too-much-memory",
            "Đọc tệp này cần quá nhiều bộ nhớ; đã dừng.",
            hint="Tách tệp hoặc xuất lại ở dạng đơn giản.",
        )
    except RecursionError:
        return InputRefused("too-deep", "Nội dung lồng nhau quá sâu.", hint="Xuất lại văn bản ở dạng đơn giản hơn.")
    except Exception as error:  # a fault of the reader must cost one file, not the run; it is reported, not hidden
        return InputRefused(
            "reader-failed",
            f"Bộ đọc gặp lỗi ngoài dự kiến: {type(error).__name__}: {error}.",
            hint="Hãy báo lỗi kèm tệp này.",
        )


def _bound_memory(megabytes: int) -> None:
    limit = megabytes << 20
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_AS, (limit + (1 << 30), limit + (1 << 30)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
