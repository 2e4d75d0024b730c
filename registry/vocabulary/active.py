"""Which vocabulary holds: the shipped one with what the open home adds, or, for a moment, one that is tried out."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any, Final, ParamSpec, TypeVar

import yaml

from data import read_yaml
from registry.errors import BadRequest
from registry.vocabulary.lookups import Vocabulary
from registry.vocabulary.overlay import Overlay, faults

FILE_NAME: Final = "vocabulary.yaml"
P = ParamSpec("P")
T = TypeVar("T")

_tried: ContextVar[Vocabulary | None] = ContextVar("vanban-vocabulary", default=None)
_lock: Final = Lock()


class _Held:
    """The vocabulary of this process and the file that it was read with."""

    vocabulary: Vocabulary | None = None
    place: Path | None = None
    stamp: tuple[int, int] | None = None


def vocabulary() -> Vocabulary:
    """Return the vocabulary that holds here and now; read on the first call."""
    tried = _tried.get()
    return tried or _Held.vocabulary or _first()


def use(place: Path | None) -> bool:
    """Let the vocabulary be that of a home from now on; tell whether it is another one than before.

    Costs one look at the disk when nothing has changed.

    Args:
        place: File of the overlay, whether it is there or not; None for the shipped vocabulary alone.

    Raises:
        BadRequest: The file is not as it should be; what held before goes on to hold.
    """
    stamp = _stamp(place)
    if _Held.vocabulary is not None and stamp == _Held.stamp and (stamp is None or place == _Held.place):
        return False
    with _lock:
        _Held.vocabulary = Vocabulary.load(read(place) if place and stamp else {})
        _Held.place, _Held.stamp = place, stamp
    return True


def place() -> Path | None:
    """Return the file of the overlay that holds, for processes that are started from here; None when there is none."""
    return _Held.place if _Held.stamp is not None else None


@contextmanager
def trying(overlay: Overlay) -> Iterator[Vocabulary]:
    """Let another overlay hold inside the block, for this thread alone.

    Args:
        overlay: Checked by :func:`registry.vocabulary.overlay.faults`.
    """
    made = Vocabulary.load(overlay)
    token = _tried.set(made)
    try:
        yield made
    finally:
        _tried.reset(token)


def kept(make: Callable[P, T]) -> Callable[P, T]:
    """Remember what a function makes of the vocabulary, for as long as that vocabulary holds.

    Args:
        make: Function of hashable arguments whose answer depends on nothing else.
    """
    held: OrderedDict[int, tuple[Vocabulary, dict[Any, T]]] = OrderedDict()

    @wraps(make)
    def remembered(*arguments: P.args, **named: P.kwargs) -> T:
        now = vocabulary()
        entry = held.get(id(now))
        if entry is None or entry[0] is not now:
            entry = held[id(now)] = (now, {})
            while len(held) > 4:
                held.popitem(last=False)
        key = (arguments, tuple(named.items()))
        if key not in entry[1]:
            entry[1][key] = make(*arguments, **named)
        return entry[1][key]

    return remembered


def read(place: Path) -> dict[str, Any]:
    """Return an overlay file as plain values; an empty one when it is not there.

    Raises:
        BadRequest: It is no YAML, or not as it should be; tells where.
    """
    try:
        loaded = read_yaml(place.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        return {}
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise _wrong(place, "không phải YAML hợp lệ") from error
    found = faults(loaded)
    if found:
        raise _wrong(place, "; ".join(f"{each.place}: {each.message}" for each in found[:5]))
    overlay: dict[str, Any] = loaded
    return overlay


def _first() -> Vocabulary:
    use(_Held.place)
    assert _Held.vocabulary is not None
    return _Held.vocabulary


def _stamp(place: Path | None) -> tuple[int, int] | None:
    try:
        found = place.stat() if place else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found else None


def _wrong(place: Path, what: str) -> BadRequest:
    return BadRequest(
        "vocabulary-file", f"Tệp {place} chưa đúng: {what}.", hint="Sửa tệp, hoặc sửa ở trang quản trị từ vựng."
    )
