"""Which reader each kind of site has."""

from collections.abc import Callable
from typing import Final

from registry.errors import BadRequest
from registry.sources.nukeviet import NukeViet
from registry.sources.site import Site
from registry.sources.values import Source

KINDS: Final[dict[str, Callable[[Site], Source]]] = {
    "nukeviet": lambda site: NukeViet(site.base, site.feeds),
}


def reader(site: Site) -> Source:
    """Return the reader of a site.

    Raises:
        BadRequest: There is no such kind.
    """
    if site.kind not in KINDS:
        raise BadRequest(
            "source-kind", f"Không có loại nguồn {site.kind}.", hint=f"Các loại: {', '.join(KINDS)}.", field="kind"
        )
    return KINDS[site.kind](site)
