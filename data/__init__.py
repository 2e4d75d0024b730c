"""Facts as data: the catalogue of documents and the controlled vocabulary.

Other packages read these files through :func:`folder`, so that they work from a checkout and from a wheel alike.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same values, ten times sooner where libyaml is there


def folder(name: str) -> Traversable:
    """Return one folder of shipped facts.

    Args:
        name: ``"catalogue"``, ``"vocabulary"`` or ``"schema"`` (the JSON Schema of each file, for editors and tests).
    """
    return files(__name__) / name


def read_yaml(text: str) -> Any:
    """Return YAML as plain values; it can make nothing else.

    Args:
        text: One YAML document.

    Raises:
        yaml.YAMLError: It is none.
    """
    return yaml.load(text, Loader=_Loader)  # noqa: S506 - one of the two safe loaders
