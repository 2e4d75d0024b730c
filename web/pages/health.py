"""Is everything there? For people at ``/suc-khoe``, for machines at ``/healthz``."""

from flask import Blueprint, Response, jsonify, render_template

from web import addresses
from web.services import services

health = Blueprint("health", __name__)


@health.get(addresses.HEALTH)
def show() -> str:
    """Show the counts of the registry and the engine in use."""
    held = services()
    return render_template("health.html", summary=held.registry.summary(), engine=held.settings.engine)


@health.get("/healthz")
def machine() -> Response:
    """Answer a monitor."""
    held = services()
    return jsonify({"status": "ok", "engine": held.settings.engine, **held.registry.summary()})
