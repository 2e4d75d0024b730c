"""Saying by hand where a citation leads, and taking that back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from flask import Blueprint, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from indexer.sync import sync
from registry.changes import ChangeRecord
from registry.document import Provision
from registry.errors import BadRequest, NotKnown
from registry.people import Person, Role
from registry.records import DocumentRecord, DocumentText, ResolvedCitation
from registry.store.hand_links import CitationFix, Mark, marks
from registry.text import squeeze
from web import access, actions, addresses
from web.pages import document_changes
from web.paging import Page
from web.services import services
from web.views import citations as views

citations = Blueprint("citations", __name__)

ACTION: Final = "citation.fix"
PAGE: Final = 30
_LONGEST_NOTE: Final = 500


@citations.get("/van-ban/<slug>/dan-chieu")
def show(slug: str) -> AnyResponse | str:
    """List the citations that lead nowhere, may lead to several places, or were fixed; all of them when asked."""
    someone = access.require(Role.editor)
    record = services().registry.by_slug(slug)
    if record.slug != slug:
        return redirect(addresses.citations(record.slug), 301)
    return _page(record, someone)


@citations.post("/van-ban/<slug>/dan-chieu")
def save(slug: str) -> AnyResponse:
    """Keep where a person says that a citation leads, or let go of it."""
    someone, registry = access.require(Role.editor), services().registry
    record = registry.by_slug(slug)
    try:
        start = _start(request.form)
        with registry.together():
            before, mark = _said(record.id, start)
            after = None if _lets_go(record.id, start) else _fixed(record.id, start, someone)
            told = (_told(mark, before), _told(mark, after) | {"citation": mark[1]})
            change = access.record(ACTION, ("document", str(record.id)), *told)
    except (BadRequest, NotKnown) as error:
        return make_response(_page(record, someone, error), error.status)
    _settle()
    return redirect(f"{addresses.citations(record.slug)}?xong={change.id}", 303)


@citations.post("/van-ban/<slug>/dan-chieu/hoan-tac")
def undo(slug: str) -> AnyResponse:
    """Take such a change of this document back."""
    someone, registry = access.require(Role.editor), services().registry
    record = registry.by_slug(slug)
    done = document_changes.take_back(record, ACTION, someone)
    return redirect(f"{addresses.citations(record.slug)}?xong={done.id}", 303)


def _fixed(document_id: int, start: int, someone: Person) -> CitationFix:
    target = _target(request.form.get("so", ""))
    held = services().registry.text_of(target.id)
    provision = views.provision_typed(request.form.get("cho", ""), held.provisions if held else ())
    note = squeeze(request.form.get("ly-do", ""))[:_LONGEST_NOTE]
    return services().registry.fix_citation(document_id, start, target.id, someone.name, provision=provision, note=note)


def _lets_go(document_id: int, start: int) -> bool:
    """Let go of what was said, when that is what the form asks for; tell whether it was."""
    if "bo-sua" not in request.form:
        return False
    if services().registry.unfix_citation(document_id, start) is None:
        raise BadRequest("nothing-fixed", _("Dẫn chiếu này chưa được sửa tay."), hint=_("Tải lại trang."))
    return True


def _target(typed: str) -> DocumentRecord:
    """Return the document that somebody named by its number or by the address of its page."""
    wanted = squeeze(typed)
    if not wanted:
        raise BadRequest(
            "no-target", _("Chưa ghi văn bản đích."), hint=_("Ghi số ký hiệu, ví dụ 27/2022/NĐ-CP."), field="so"
        )
    if "/van-ban/" in wanted:
        return services().registry.by_slug(wanted.partition("/van-ban/")[2].partition("/")[0].partition("?")[0])
    found = services().registry.by_number(wanted)
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadRequest(
            "document-not-known",
            _("Không có văn bản số “%(number)s” trong kho.", number=wanted),
            hint=_("Kiểm tra lại số ký hiệu, hoặc nạp văn bản ấy trước; dẫn chiếu chưa rõ được thử nối lại khi nạp."),
            field="so",
        )
    choices = "; ".join(f"{each.type} {each.number} ({each.issuer})" for each in found[:8])
    raise BadRequest(
        "number-ambiguous",
        _("Có %(n)s văn bản ứng với “%(number)s”: %(choices)s.", n=len(found), number=wanted, choices=choices),
        hint=_("Ghi đủ số ký hiệu; nếu vẫn trùng, dán địa chỉ trang của văn bản."),
        field="so",
    )


def _start(form: Mapping[str, str]) -> int:
    written = form.get("vi-tri", "")
    if not (written.isascii() and written.isdigit() and len(written) < 10):
        raise BadRequest("citation-not-there", _("Chưa chọn dẫn chiếu."), hint=_("Chọn “Sửa đích” ở một dòng."))
    return int(written)


def _text(document_id: int) -> DocumentText:
    text = services().registry.text_of(document_id)
    if text is None:
        raise NotKnown("text-not-held", _("Kho chưa có toàn văn của văn bản này."), hint=_("Nạp tệp trước."))
    return text


def _marked(text: DocumentText) -> list[tuple[ResolvedCitation, Mark]]:
    known = marks([one.citation for one in text.citations], text.provisions)
    return list(zip(text.citations, known, strict=True))


def _fixes(document_id: int) -> dict[Mark, CitationFix]:
    every = services().registry.citation_fixes(document_id)
    return {(each.provision, each.words, each.turn): each for each in every}


def _said(document_id: int, start: int) -> tuple[CitationFix | None, Mark]:
    for one, mark in _marked(_text(document_id)):
        if one.citation.start == start:
            return _fixes(document_id).get(mark), mark
    raise BadRequest(
        "citation-not-there", _("Không có dẫn chiếu nào bắt đầu ở chỗ đã nêu."), hint=_("Tải lại trang rồi chọn lại.")
    )


def _page(record: DocumentRecord, someone: Person, problem: BadRequest | NotKnown | None = None) -> str:
    text = _text(record.id)
    every, fixes = _marked(text), _fixes(record.id)
    unclear = [(one, fixes.get(mark)) for one, mark in every if one.state in views.UNCLEAR]
    wanted = request.values.get("loc") == "tat-ca"
    listed = [(one, fixes.get(mark)) for one, mark in every] if wanted else unclear
    page = Page(addresses.read_page(request.args), len(listed), PAGE)
    chosen = _chosen(every, fixes)
    shown = [*listed[page.start : page.end], *chosen]
    made = views.rows(record, text, shown, _targets(one for one, _fix in shown))
    edited = made[len(made) - 1] if chosen else None
    return render_template(
        "citations.html",
        record=record,
        rows=made[: len(made) - len(chosen)],
        edited=edited,
        unit=views.units(chosen[0][0].citation) if chosen else "",
        number=chosen[0][0].citation.number or "" if chosen else "",
        every=wanted,
        counts=(len(unclear), len(every)),
        page=page,
        form=request.form if problem is not None else {},
        problem=problem,
        done=document_changes.just_made(record, someone),
    )


def _chosen(
    every: Sequence[tuple[ResolvedCitation, Mark]], fixes: Mapping[Mark, CitationFix]
) -> list[tuple[ResolvedCitation, CitationFix | None]]:
    """Return the citation whose form is asked for, when there is one."""
    start = request.values.get("vi-tri", "")
    return [(one, fixes.get(mark)) for one, mark in every if str(one.citation.start) == start][:1]


def _targets(shown: Any) -> dict[int, tuple[DocumentRecord, Sequence[Provision]]]:
    ids = {one.target_id for one in shown if one.target_id is not None}
    records = services().registry.documents(ids) if ids else []
    read = ((each, services().texts.of(each)) for each in records)
    return {each.id: (each, held.text.provisions if held else ()) for each, held in read}


def _told(mark: Mark, fix: CitationFix | None) -> dict[str, Any]:
    """Return what a person said, in words and as undoing needs it."""
    kept: dict[str, Any] = {"mark": list(mark), "fix": None}
    if fix is None:
        return {"target": None, "hand": kept}
    target = services().registry.document(fix.target_id)
    held = services().registry.text_of(fix.target_id)
    words = views.target_words(target, held.provisions if held else (), fix.target_provision)
    kept["fix"] = [fix.target_id, fix.target_provision, fix.person, fix.decided.isoformat(), fix.note]
    return {"target": words, "hand": kept, "note": fix.note or None}


def _kept(values: Mapping[str, Any] | None) -> tuple[Mark, list[Any] | None]:
    hand = (values or {})["hand"]
    provision, words, turn = hand["mark"]
    return (provision, words, turn), hand["fix"]


def _put_back(change: ChangeRecord) -> None:
    mark, kept = _kept(change.before)
    document_id = int(change.subject.key)
    fix = None
    if kept is not None:
        target, provision, person, decided, note = kept
        fix = CitationFix(document_id, *mark, target, provision, person, datetime.fromisoformat(decided), note)
    services().registry.restore_citation(document_id, mark, fix)


def _present(change: ChangeRecord) -> dict[str, Any]:
    """Return what is said now about the citation; words of the target are left as they were told."""
    mark, kept = _kept(change.after)
    now = _fixes(int(change.subject.key)).get(mark)
    same = (now.target_id, now.target_provision, now.note) if now else None
    then = (kept[0], kept[1], kept[4]) if kept else None
    return dict(change.after or {}) if same == then else {}


def _settle() -> None:
    sync(services().registry, services().settings)


actions.register(
    actions.Action(
        ACTION,
        lambda: _("Sửa dẫn chiếu"),
        (Role.editor,),
        undo=_put_back,
        present=_present,
        settle=_settle,
    )
)
