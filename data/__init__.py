"""Facts as data: the catalogue of documents and the controlled vocabulary.

Other packages read these files through :func:`folder`, so that they work from a checkout and from a wheel alike.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable


def folder(name: str) -> Traversable:
    """Return one folder of shipped facts.

    Args:
        name: ``"catalogue"``, ``"vocabulary"`` or ``"schema"`` (the JSON Schema of each file, for editors and tests).
    """
    return files(__name__) / name
