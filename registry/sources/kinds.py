"""Which reader each kind of site has."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from registry.errors import BadRequest
from registry.sources.congbao import CongBao
from registry.sources.described import checked
from registry.sources.domino import Domino
from registry.sources.nukeviet import NukeViet
from registry.sources.site import Site
from registry.sources.values import Source
from registry.sources.vanban import VanBan
from registry.sources.vbpl_gateway import VbplGateway
from registry.sources.vbpl_saved import VbplSaved

KINDS: Final[dict[str, Callable[[Site], Source]]] = {
    "nukeviet": lambda site: NukeViet(site.base, site.feeds),
    "congbao-chinhphu": lambda site: CongBao(site.base, site.feeds),
    "vanban-chinhphu": lambda site: VanBan(site.base, site.feeds),
    "domino": lambda site: Domino(site.base),
    "described": lambda site: checked(site.base, site.feeds, site.shape),
    "vbpl-saved": lambda site: VbplSaved(Path(site.base)),
    "vbpl-gateway": lambda site: VbplGateway(Path(site.base)),
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
