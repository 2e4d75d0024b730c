"""Decisions about answers to tasks, as the audit trail knows them and takes them back."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from registry.changes import ChangeRecord
from registry.people import Role
from registry.tasks import Decision
from web.actions import Action, register
from web.services import services


def key_of(document_id: int, body: str, mark: str, answer_id: int) -> str:
    """Return the key of a task and an answer in the audit trail."""
    return f"{document_id}:{body}:{mark}:{answer_id}"


def as_json(decision: Decision | None) -> dict[str, Any] | None:
    """Return a decision as JSON values."""
    return asdict(decision) | {"decided": decision.decided.isoformat()} if decision else None


def _read(values: Mapping[str, Any]) -> Decision:
    return Decision(**{**values, "decided": datetime.fromisoformat(values["decided"])})


def _back(change: ChangeRecord) -> None:
    if change.before is not None:
        services().registry.decide_task(_read(change.before))
        return
    document_id, body, mark, answer_id = change.subject.key.split(":")
    services().registry.undecide_task(int(document_id), body, mark, int(answer_id))


register(Action("task.decide", lambda: _("Quyết định về nhiệm vụ"), (Role.editor, Role.reviewer), undo=_back))
