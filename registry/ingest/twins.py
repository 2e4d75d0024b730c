"""A page image or a cut file that prints no number belongs to the file of the same name beside it that prints one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from registry.issues import issue
from registry.reading.prepared import Reading
from registry.store import Registry
from registry.store.twins import number_beside


class Twins:
    """The names that several files of a run share."""

    def __init__(self, registry: Registry, sources: Iterable[str]) -> None:
        self._registry = registry
        self._names = Counter(map(_stem, sources))

    def has(self, source: str) -> bool:
        """Tell whether another file of the run has the same name but for its suffix; inside an archive it may."""
        return "!" in source or self._names[_stem(source)] > 1

    def numbered(self, reading: Reading, source: str) -> Reading:
        """Return the reading with the number of the file beside it, and an issue, when it prints none itself."""
        with self._registry.reading() as session:
            number = number_beside(session, source)
        if reading.header.number is not None or number is None:
            return reading
        doubt = issue("number-from-twin", number=number, name=_stem(source).rpartition("/")[2])
        return replace(reading, header=replace(reading.header, number=number), issues=(*reading.issues, doubt))


def _stem(source: str) -> str:
    return source.rpartition(".")[0] or source
