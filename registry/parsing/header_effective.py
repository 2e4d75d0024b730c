"""When a document says that it takes effect.

Rule: the final articles state a date, "kể từ ngày ký", or a delay after signing or publication (Law on promulgation of
legal documents, the article on the effective date).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from registry.document import EffectiveDate, Issue, Provision, ProvisionKind
from registry.issues import issue
from registry.parsing.header_opening import calendar_day

_SUBJECT: Final = (
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết liên tịch|Nghị quyết|Nghị định|Thông tư liên tịch|Thông tư|Quyết định"
    r"|Chỉ thị|Quy định|Quy chế"
    r"|Văn bản|Điều lệ|Kế hoạch|Lệnh) này"
)
_CLAUSE: Final = re.compile(
    rf"(?P<subject>{_SUBJECT})(?P<between>[^.;“”\n]{{0,260}}?)có hiệu lực(?: thi hành"
    rf"| áp dụng)?,?\s*(?P<when>(?:[^.;“”]|(?<=\d)\.(?=\d)){{0,400}})"
)
_BARE: Final = re.compile(
    r"(?P<subject>)(?P<between>)có hiệu lực(?: thi hành)?,?\s*"
    r"(?P<when>(?:k[eêẻểếềễ] )?từ (?:[^.;“”]|(?<=\d)\.(?=\d)){0,160}"
    r"|sau \d[^.;“”]{0,160})"
)
_FIXED: Final = re.compile(
    r"(?:(?:k[eêẻểếềễ]\s+)?từ\s+)?(?:ngày\s+)?(?:(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})"
    r"|(?P<d2>\d{1,2})\s?[/.-]\s?(?P<m2>\d{1,2})\s?[/.-]\s?(?P<y2>\d{4}))"
)
_SIGNED: Final = re.compile(
    r"(?:(?:k[eêẻểếềễ]\s+)?từ|ngay sau|sau)\s+(?:khi\s*|ngày\s*)?(?:được\s+)?(?:ký|ban hành|công bố|thông qua"
    r"|Quốc hội.{0,80}thông qua"
    r"|(?:Ủy ban|Uỷ ban|Hội đồng).{0,120}thông qua|này)"
)
_WORDS: Final = {
    "bảy": 7, "mười": 10, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "bốn mươi lăm": 45, "sáu mươi": 60,
}  # fmt: skip
_DELAY: Final = re.compile(
    rf"sau\s+(?:đủ\s+)?(?P<days>\d{{1,3}}|{'|'.join(sorted(_WORDS, key=len, reverse=True))})\s*(?:\([^)]*\)\s*)?"
    r"ngày,?\s*(?:(?:k[eêẻểếềễ]\s+)?từ\s+)?(?:ngày|khi)\s+(?:được\s+)?(?P<event>ký|ban hành|đăng|công bố|được|thông qua"
    r"|Quốc hội|(?:Hội đồng|Ủy ban|Uỷ ban)[^.;]{0,120}?thông qua)"
)
_ON_EFFECT: Final = re.compile(
    r"(?:Hiệu lực|Điều khoản|Thời điểm có hiệu lực|Tổ chức)[^.]{0,40}(?:thi hành|thực hiện|$)|Thi hành", re.IGNORECASE
)
_FROM: Final = re.compile(r"(?:k[eêẻểếềễ]\s+)?từ\s+ngày\s+(?=\d)")
_PART: Final = re.compile(r"(?:Điều|điều|khoản|điểm|Chương|Mục|Phụ lục)\s+[\dIVXa-zđ]+(?:[\w, ]{0,15})(?:của )?$")
_NAMED: Final = re.compile(r"hiệu lực|thi hành", re.IGNORECASE)


def effective_in(
    text: str, provisions: Sequence[Provision], issued: date | None, closing: tuple[int, int]
) -> tuple[EffectiveDate | None, tuple[Issue, ...]]:
    """Find when the document takes effect.

    Args:
        text: The canonical text.
        provisions: Its provisions.
        issued: Its issue date: a delay is counted from it.
        closing: Range of the text from the end of the body to the first annex, where resolutions say it too.

    Returns:
        The main date, and an issue when parts of the document have other dates.
    """
    stated: list[EffectiveDate] = []
    for start, end in _places(text, provisions, closing):
        for match in _CLAUSE.finditer(text, start, end):
            found = _read(match, issued)
            if found:
                stated.append(found)
        if stated:
            break
    else:
        stated = _bare(text, provisions, issued)
    if not stated:
        return None, ()
    main = next((one for one in stated if not _partial(text, one)), stated[0])
    return main, _others(main, stated)


def _places(text: str, provisions: Sequence[Provision], closing: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the stretches to look in: articles on effect, then the others from the last one, then the closing."""
    articles = [one for one in provisions if one.kind == ProvisionKind.ARTICLE and "." not in one.id]
    named = [one for one in articles if _NAMED.search(one.heading)]
    for one in reversed(named):
        yield one.start, one.end
    for one in reversed(articles):
        yield one.start, one.end
    yield closing
    if not articles:
        yield 0, len(text)


def _bare(text: str, provisions: Sequence[Provision], issued: date | None) -> list[EffectiveDate]:
    """Read an article on effect that does not repeat the name of the document ("Có hiệu lực từ ngày ...")."""
    for one in reversed(provisions):
        if one.kind == ProvisionKind.ARTICLE and _ON_EFFECT.match(one.heading):
            match = _BARE.search(text, one.start, one.end)
            found = _read(match, issued) if match else None
            if found:
                return [found]
    return []


def _read(match: re.Match[str], issued: date | None) -> EffectiveDate | None:
    """Read one statement; effect of other acts "từ ngày Thông tư này có hiệu lực" is no date."""
    when = match["when"]
    if re.search(r"\bhết hiệu lực|không còn|Điều \d|khoản \d|trừ ", match["between"]):
        return None
    start, end = match.start("when"), match.end("when")
    delay = _DELAY.match(when)
    if delay:
        counted = (
            issued + timedelta(days=_WORDS.get(delay["days"]) or int(delay["days"]))
            if issued and delay["event"] not in ("đăng", "công bố", "được")
            else None
        )
        return EffectiveDate(counted, match.start(), start + delay.end(), "delay")
    signed = _SIGNED.match(when)
    fixed = _FIXED.match(when) or (None if signed else _later_date(when))
    if fixed:
        day = calendar_day(fixed["d"] or fixed["d2"], fixed["m"] or fixed["m2"], fixed["y"] or fixed["y2"])
        return EffectiveDate(day, match.start(), start + fixed.end(), "fixed") if day else None
    if signed:
        return EffectiveDate(issued, match.start(), min(end, start + signed.end()), "signed")
    return None


def _later_date(when: str) -> re.Match[str] | None:
    """Read a date after what has effect: "có hiệu lực thi hành đối với ... kể từ ngày 01 tháng 7 năm 2025"."""
    at = _FROM.search(when)
    return _FIXED.match(when, at.start()) if at else None


def _partial(text: str, stated: EffectiveDate) -> bool:
    """Tell whether the statement is about part of the document ("khoản 2 Điều 5 Thông tư này có hiệu lực ...")."""
    return _PART.search(text, max(0, stated.start - 40), stated.start) is not None


def _others(main: EffectiveDate, stated: Sequence[EffectiveDate]) -> tuple[Issue, ...]:
    other = next((one for one in stated if one.on != main.on), None)
    return (issue("several-effective-dates", other.start, other.end),) if other else ()
