"""Deciding about two provisions that say nearly the same, changing that, and taking it back."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from registry.changes import ChangeRecord
from registry.errors import BadRequest
from registry.people import Role
from registry.records import OverlapPair
from registry.review import LONGEST_NOTE, OUTCOMES, End, Verdict, pair_key, words_of
from registry.text import squeeze
from web import access, actions, addresses, pairs
from web.services import services
from web.views import verdicts as views

verdicts = Blueprint("verdicts", __name__)

_PAIR = f"{addresses.OVERLAP}/<left>/<left_provision>/<right>/<right_provision>"
_KIND = "overlap"


@verdicts.post(f"{_PAIR}/ket-luan")
def decide(left: str, left_provision: str, right: str, right_provision: str) -> Response:
    """Keep a verdict, or let go of it when no outcome is chosen."""
    access.require(Role.reviewer)
    pair = pairs.found(left, left_provision, right, right_provision)
    change = decided(pair, request.form.get("ket-luan", ""), request.form.get("ghi-chu", ""))
    back = addresses.overlap_pair((left, left_provision), (right, right_provision))
    return redirect(f"{back}?da-ghi={change.id}#ket-luan", 303)


def decided(pair: OverlapPair, outcome: str, note: str) -> ChangeRecord:
    """Keep a verdict, or let go of it when the outcome is empty; return the line of the audit trail.

    Raises:
        NotAllowed: Whoever asks is no reviewer.
        BadRequest: There is no such outcome, or no verdict to let go of.
    """
    someone, registry = access.require(Role.reviewer), services().registry
    ends = pairs.ends(pair)
    with registry.together():
        if outcome:
            words = words_of(*pairs.texts(pair))
            made = Verdict(
                ends, _outcome(outcome), squeeze(note)[:LONGEST_NOTE], someone.name, datetime.now(UTC), words
            )
            before, after = registry.put_verdict(made), made
        else:
            before, after = registry.drop_verdict(ends), None
        if before is None and after is None:
            raise BadRequest(
                "no-verdict", _("Chưa chọn kết luận."), hint=_("Chọn một kết luận rồi ghi lại."), field="ket-luan"
            )
        return access.record("overlap.verdict", (_KIND, pair_key(ends)), views.as_json(before), views.as_json(after))


@verdicts.post(f"{_PAIR}/ket-luan/hoan-tac")
def undo(left: str, left_provision: str, right: str, right_provision: str) -> Response:
    """Take the verdict that was just written back to what was before it."""
    someone = access.require(Role.reviewer)
    pair = pairs.found(left, left_provision, right, right_provision)
    key = pair_key((End(pair.left_id, pair.left_provision), End(pair.right_id, pair.right_provision)))
    written = request.form.get("thay-doi", "")
    change = services().registry.change(int(written)) if written.isascii() and written.isdigit() else None
    if change is None or change.subject != (_KIND, key):
        raise BadRequest("no-change", _("Không có kết luận nào để hoàn tác."), hint=_("Tải lại trang."))
    actions.undo(change.id, someone)
    back = addresses.overlap_pair((left, left_provision), (right, right_provision))
    return redirect(f"{back}?hoan-tac=1#ket-luan", 303)


def _outcome(written: str) -> str:
    if written not in OUTCOMES:
        raise BadRequest("bad-verdict", _("Không có kết luận này."), hint=_("Tải lại trang."), field="ket-luan")
    return written


def _ends(change: ChangeRecord) -> tuple[End, End]:
    one, other = (each.partition(":") for each in change.subject.key.split("|"))
    return End(int(one[0]), one[2]), End(int(other[0]), other[2])


def _back(change: ChangeRecord) -> None:
    before, ends = change.before, _ends(change)
    if before is None:
        services().registry.drop_verdict(ends)
    else:
        decided = datetime.fromisoformat(before["decided"])
        services().registry.put_verdict(Verdict(ends, **before | {"decided": decided}))


def _now(change: ChangeRecord) -> dict[str, object] | None:
    ends = _ends(change)
    return views.as_json(services().registry.verdicts_on([ends]).get(pair_key(ends)))


actions.register(
    actions.Action("overlap.verdict", lambda: _("Kết luận về cặp trùng lặp"), (Role.reviewer,), _back, _now)
)
