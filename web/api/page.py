"""The page that explains the API to people, and its description for programs."""

from collections.abc import Iterable

from flask import Response, jsonify, render_template, request
from flask_babel import gettext as _

from registry.people import ROLE_NAMES, Role
from web import addresses
from web.api import description, examples
from web.api.operations import V1, api


@api.get(addresses.API)
def explain() -> str:
    """Show the API page; its examples speak of documents of this registry."""
    replaced = examples.own()
    site = request.host_url.rstrip("/")
    calls = [examples.shown(each, site, replaced) for each in description.in_order()]
    groups: dict[str, list[examples.Call]] = {}
    for call in calls:
        groups.setdefault(str(call.operation.tag), []).append(call)
    return render_template(
        "api.html", description=description.document(), groups=groups, v1=V1, site=site, names_of=names_of
    )


def names_of(roles: Iterable[Role]) -> str:
    """Return the names of roles of which one is asked."""
    return str(_("” hoặc “")).join(ROLE_NAMES[each] for each in roles)


@api.get(f"{V1}/openapi.json")
def openapi() -> Response:
    """Send the OpenAPI document."""
    return jsonify(description.document())
