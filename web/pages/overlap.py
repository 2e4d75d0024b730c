"""Provisions that say nearly the same in different documents, with the verdicts of reviewers for who is signed in."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from registry.errors import BadRequest
from registry.records import OverlapPair
from registry.review import OUTCOMES, Verdict, pair_key, words_of
from web import access, addresses, pairs
from web.services import services
from web.views import documents
from web.views import overlap as views
from web.views import verdicts as verdict_views

overlap = Blueprint("overlap", __name__)

PAGE = 20


@overlap.get(addresses.OVERLAP)
def listed() -> str:
    """List the pairs, most alike first; of one document when ``van-ban`` names it, with one verdict when asked."""
    page, outcome = addresses.read_page(request.args), _outcome()
    slug = request.args.get("van-ban", "")
    registry = services().registry
    record = registry.by_slug(slug) if slug else None
    document = record.id if record else None
    total, some = registry.overlaps((page - 1) * PAGE, PAGE, document, outcome)
    known = registry.verdicts_on(map(pairs.ends, some)) if access.person() else {}
    counts = registry.overlap_outcomes(document) if access.person() else {}
    shown = ((_view(pair, whole=False), _verdict(pair, known)) for pair in some)
    return render_template(
        "overlaps.html",
        twins=_twins(document) if page == 1 and not outcome else [],
        pairs=[(made, verdict) for made, verdict in shown if made],
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE)),
        record=documents.row(record) if record else None,
        outcome=outcome,
        choices=verdict_views.choices(counts, outcome, slug) if counts else (),
    )


@overlap.get(f"{addresses.OVERLAP}/<left>/<left_provision>/<right>/<right_provision>")
def pair(left: str, left_provision: str, right: str, right_provision: str) -> str:
    """Show two provisions side by side."""
    there = pairs.found(left, left_provision, right, right_provision)
    made = _view(there, whole=True)
    if made is None:
        raise pairs.gone()
    known = services().registry.verdicts_on([pairs.ends(there)]) if access.person() else {}
    return render_template(
        "overlap.html",
        pair=made,
        verdict=_verdict(there, known),
        outcomes=OUTCOMES,
        written=request.args.get("da-ghi", ""),
        undone=request.args.get("hoan-tac", ""),
    )


def _twins(document: int | None) -> list[views.TwinsView]:
    registry = services().registry
    found = registry.alike_documents(document)
    ids = {each for one in found for each in (one.left_id, one.right_id)}
    return views.twins(found, {each.id: each for each in registry.documents(ids)}) if ids else []


def _verdict(pair: OverlapPair, known: dict[str, Verdict]) -> verdict_views.VerdictView | None:
    said = known.get(pair_key(pairs.ends(pair)))
    return verdict_views.view(said, words_of(*pairs.texts(pair))) if said else None


def _outcome() -> str:
    written = request.args.get("ket-luan", "")
    if written:
        access.require()
    if written not in ("", "open", *OUTCOMES):
        raise BadRequest(
            "bad-verdict", _("Không có kết luận “%(word)s”.", word=written[:40]), hint=_("Bỏ lọc rồi chọn lại.")
        )
    return written


def _view(pair: OverlapPair, *, whole: bool) -> views.PairView | None:
    left, right = pairs.held(pair.left_id), pairs.held(pair.right_id)
    return views.view(pair, left, right, whole=whole) if left and right else None
