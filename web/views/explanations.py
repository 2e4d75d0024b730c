"""Why a document was found and stands where it stands, in words; from what the search service explains."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from indexer.values import Hit, SearchRequest
from registry.numbers import looks_like_number
from registry.vocabulary import vocabulary
from web.views import words

EVERY_PASSAGE = 100_000


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of evidence and its share of the score, in percent."""

    label: str
    percent: int


@dataclass(frozen=True, slots=True)
class Why:
    """Why a document is among the results.

    Args:
        matched: Words of the document that match what was typed.
        passage: The passage with the highest score; empty for the title.
        score: Its score.
        reasons: What the score is made of, the largest part first.
        remark: What else decided the place, a Vietnamese sentence; may be empty.
        signals: What effect and level did to the score, each a Vietnamese phrase.
    """

    matched: tuple[str, ...]
    passage: str
    score: float
    reasons: tuple[Reason, ...]
    remark: str
    signals: tuple[str, ...] = ()


def whys(request: SearchRequest, explained: Mapping[str, Any], hits: Iterable[Hit]) -> dict[int, Why]:
    """Return the reasons of every hit, by document id.

    Args:
        request: What was searched.
        explained: The answer of the search service's ``explain``.
        hits: The results of the page.
    """
    best: dict[int, Mapping[str, Any]] = {}
    for passage in explained["passages"]:
        best.setdefault(passage["document"], passage)
    signals = explained.get("signals", {})
    return {
        hit.document_id: replace(
            _why(request, hit, best.get(hit.document_id)),
            signals=tuple(_signals(signals.get(str(hit.document_id), {}))),
        )
        for hit in hits
    }


def _signals(told: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Yield what lowers a document: its effect, its level; nothing for what leaves the score as it is."""
    effect, level = told.get("effect", {}), told.get("level", {})
    if effect.get("factor", 1) < 1:
        label = vocabulary().effect(effect["state"]).label.lower()
        yield str(_("%(label)s: điểm nhân %(factor)s", label=label, factor=_decimal(effect["factor"])))
    if level.get("factor", 1) < 1:
        label = words.level(level["level"]).lower()
        yield str(_("%(label)s: điểm nhân %(factor)s", label=label, factor=_decimal(level["factor"])))


def _decimal(factor: float) -> str:
    return f"{factor:g}".replace(".", ",")


def _why(request: SearchRequest, hit: Hit, passage: Mapping[str, Any] | None) -> Why:
    place = words.place(passage["provision"]) if passage and passage["provision"] else ""
    reasons = _reasons(passage["evidence"]) if passage else ()
    return Why(_matched(hit), place, passage["score"] if passage else 0.0, reasons, _remark(request, hit, passage))


def _matched(hit: Hit) -> tuple[str, ...]:
    marked = (
        " ".join(each.snippet.text[start:end].lower().split())
        for each in hit.provisions
        for start, end in each.snippet.marks
    )
    return tuple(dict.fromkeys(marked))[:8]


def _reasons(evidence: Mapping[str, float]) -> tuple[Reason, ...]:
    kinds = _kinds()
    sums: dict[str, float] = defaultdict(float)
    for name, part in evidence.items():
        sums[kinds.get(name, _("Bằng chứng khác"))] += max(part, 0.0)
    whole = sum(sums.values()) or 1.0
    made = (Reason(label, round(100 * part / whole)) for label, part in sums.items())
    return tuple(sorted((each for each in made if each.percent), key=lambda each: -each.percent))


def _kinds() -> dict[str, str]:
    together = _("Các từ đứng cạnh nhau đúng như câu tìm")
    title = _("Trích yếu của văn bản nói tới điều cần tìm")
    complete = _("Có đủ các từ của câu tìm")
    return {
        "singles": _("Có từ của câu tìm, từ càng hiếm càng nặng"),
        "pairs": together,
        "triples": together,
        "quads": together,
        "heading_said": _("Tên điều khoản nói đúng điều cần tìm"),
        "title_said": title,
        "title_pairs": title,
        "singles_covered": complete,
        "pairs_covered": complete,
        "marks": _("Đúng cả dấu như đã gõ"),
        "window": _("Các từ nằm gần nhau trong một đoạn"),
    }


def _remark(request: SearchRequest, hit: Hit, passage: Mapping[str, Any] | None) -> str:
    if request.sort != "relevance":
        return str(_("Danh sách đang xếp theo cách khác, nên điểm không quyết định thứ tự."))
    if looks_like_number(request.query) and request.query.split("/")[0].strip() in hit.number:
        return str(_("Số ký hiệu khớp số đã gõ, nên đứng trước."))
    if passage is None:
        return str(_("Văn bản khớp câu tìm nhưng không có đoạn nào trong nhóm điểm cao nhất."))
    if passage["placed"] < 1:
        return str(_("Đoạn nằm ngoài các điều (phần mở đầu hoặc phụ lục) nên được tính thấp hơn điều khoản một chút."))
    return ""
