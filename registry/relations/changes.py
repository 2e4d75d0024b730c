"""What a document does to others: amends, supplements, replaces, repeals, suspends, corrects."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from registry.citations import address
from registry.document import Citation, Provision, ProvisionKind, Relation
from registry.relations.heads import enumerated
from registry.relations.page import Line, Page, names_other

_VERBS: Final = {
    "sửa đổi": "amends", "sửa": "amends", "bổ sung": "supplements", "thay thế": "replaces", "thay": "amends",
    "bãi bỏ": "repeals", "hủy bỏ": "repeals", "huỷ bỏ": "repeals", "bỏ": "repeals", "ngưng hiệu lực": "suspends",
    "tạm ngưng hiệu lực": "suspends", "tạm đình chỉ thi hành": "suspends", "đính chính": "corrects",
    "chấm dứt hiệu lực": "repeals",
}  # fmt: skip
_VERB: Final = re.compile(
    r"(?<!\w)(?P<verb>[Ss]ửa đổi(?:\s*,\s*bổ sung)?|[Bb]ổ sung|[Tt]hay thế|[Bb]ãi bỏ|[Hh][ủu][yỷ] bỏ"
    r"|[Tt]ạm ngưng hiệu lực|[Nn]gưng hiệu lực|[Đđ]ính chính|[Tt]ạm đình chỉ (?:việc )?thi hành|[Bb]ỏ|[Tt]hay"
    r"|[Cc]hấm dứt hiệu lực|[Ss]ửa)(?!\w)"
)
_LABEL: Final = re.compile(
    r"[\s*_>|“\"]*(?:(?:Điều|Khoản)\s+\d+[a-zđ]{0,2}\s*[.:]?[\s*]*|\d+[a-zđ]{0,2}\s*[.)\\|]+\s*|[a-zđ]\d?\)\s*|[-+–]\s*)*"
)
_NUMBERED: Final = re.compile(
    r"[\s*_>|]*(?:(?:Điều|Khoản)\s+\d+[a-zđ]{0,2}\s*[.:][\s*]*|\d+[a-zđ]{0,2}\s*[.)\\|]+\s*|[a-zđ]\d?\)\s*|[-+–]\s*)*"
)
_SUBJECT: Final = re.compile(
    r"(?:Luật|Bộ luật|Pháp lệnh|Nghị định|Nghị quyết|Thông tư(?: liên tịch)?|Quyết định|Chỉ thị|Kế hoạch|Quy chế"
    r"|Quy định)\s+này"
)
_TITLE: Final = re.compile(r"(?:[Vv]ề việc\s+|V/v\s+|[Vv]ề\s+)?")
_PASSIVE: Final = re.compile(
    r"(?:[Ll]uật|được|bị|đã|sẽ|dự thảo|đề nghị|phải|không|việc|khi|nếu|trường hợp)\s+(?:\w+\s+)?$"
)
_WORDING: Final = re.compile(r"(?:cụm từ|các từ|từ|chữ|số thứ tự|nội dung)\s*[“\"]")
_RELIED_ON: Final = re.compile(
    r"quy định tại|theo quy định|căn cứ|theo hướng dẫn|thực hiện theo|trong thời hạn|kể từ ngày|(?:bằng|thành)\s"
    r"|vào\s+(?:ngay\s+)?(?:sau|trước)\s"
)
_FAR: Final = re.compile(r"thực hiện|triển khai|thi hành|quy định tại|kèm theo")
_WHOLE: Final = re.compile(r"toàn bộ|danh mục|văn bản")
_EXPIRES: Final = re.compile(r"(?<!\w)(?:chấm dứt hiệu lực|hết hiệu lực)(?:\s+(?:thi hành|toàn bộ|một phần))*(?!\w)")
_ANNOUNCED: Final = re.compile(r"sau đây\s[^:;]{0,40}(?:hết|chấm dứt) hiệu lực[^:;]{0,120}:\s*(?=\S)")
_LEANS_ON_IT: Final = re.compile(r"\b(?:theo|bởi|căn cứ|của cơ quan)\b|[Gg]iấy|[Cc]hứng chỉ|[Hh]ợp đồng|[Vv]iệc\b")
_CONDITION: Final = re.compile(r"\s*(?:khi|nếu|trong trường hợp|trước)\b")
_TAKEN_OVER: Final = re.compile(
    rf"(?<!\w)(?:được|bị)\s+(?P<verb>thay thế|bãi bỏ)\s+(?:bằng|bởi|theo)\s+{_SUBJECT.pattern}(?!\w)"
)
_FROM_THIS: Final = re.compile(r"(?:kể\s+)?từ (?:ngày|thời điểm)\s+(?:\w+\s+){1,5}này")
_IF: Final = re.compile(
    r"(?:Trường hợp|Khi|Nếu|Trước|Trong|Sau khi|Đối với|trường hợp|khi|nếu|sau khi|đến khi|cho đến)\s"
)
_LIST_OPENS: Final = re.compile(
    r"(?:[Vv]ăn bản|[Qq]uyết định|[Tt]hông tư|[Nn]ghị định|[Nn]ghị quyết|[Qq]uy định)[^\n]{0,120}"
    r"(?:sau đây|sau|dưới đây|gồm)[^\n]{0,100}:\s*$"
)
_GOES_ON: Final = re.compile(r"tiếp tục|vẫn (?:có|còn)|được áp dụng|thực hiện theo|hướng dẫn")
_PART: Final = re.compile(
    r"một phần|một số|các quy định|quy định|nội dung|các (?:điều|khoản|điểm|mẫu)|điều|khoản|phụ lục|mẫu|danh mục|cụm từ"
)
_ACTS: Final = frozenset(
    ("Luật", "Bộ luật", "Pháp lệnh", "Nghị định", "Nghị quyết", "Nghị quyết liên tịch", "Thông tư",
     "Thông tư liên tịch", "Quyết định", "Chỉ thị", "Kế hoạch", "Quy chế", "Quy định", "Hướng dẫn", "Công văn", None)
)  # fmt: skip


def title_changes(page: Page) -> Iterator[Relation]:
    """Yield what the title says: "Sửa đổi, bổ sung một số điều của Thông tư số …"."""
    for line in page.lines(0, page.basis_start):
        start = _LABEL.match(page.text, line.start, line.end)
        at = start.end() if start else line.start
        about = _TITLE.match(page.text, at)
        verb = _VERB.match(page.text, about.end() if about else at, line.end)
        if verb is None:
            continue
        cited = [one for one in page.cited(verb.end(), line.end) if names_other(one)]
        if not cited or cited[0].start - verb.end() > 120 or _FAR.search(page.text, verb.end(), cited[0].start):
            continue
        lead = page.text[verb.end() : cited[0].start]
        for citation in enumerated(page.text, cited):
            yield _made(page, _code(verb["verb"], lead), citation, line, lead)
        return


def body_changes(page: Page) -> Iterator[Relation]:
    """Yield what the articles say, outside quoted text."""
    list_verb: str | None = None
    for line in page.lines(page.body_start, page.body_end):
        opened = _opened_list(page, line)
        if opened is not None:
            list_verb = opened
            continue
        if list_verb is not None and _is_item(page, line):
            yield from _listed_item(page, line, list_verb)
            continue
        list_verb = None
        yield from _instructed(page, line)
        yield from _expired(page, line)
        yield from _repealed_in_annex(page, line)


def _repealed_in_annex(page: Page, line: Line) -> Iterator[Relation]:
    """Yield the acts of a list that an article repeals by annex ("Bãi bỏ toàn bộ các văn bản tại Phụ lục I")."""
    verb = next((one for one in _VERB.finditer(page.text, line.start, line.end) if _acts(page, one, line)), None)
    if verb is None or _code(verb["verb"], "") != "repeals" or not _WHOLE.search(page.text, verb.end(), line.end):
        return
    annex = _annex_of(page, verb.end(), line.end)
    code = "repeals_partly" if "một phần" in page.text[verb.end() : line.end] else "repeals"
    for row in page.lines(annex.start, annex.end) if annex else ():
        if _is_item(page, row):
            yield from _listed_item(page, row, code)


def _annex_of(page: Page, start: int, end: int) -> Provision | None:
    """Return the annex that a sentence names, or the only one when it says "kèm theo" without a number."""
    annexes = [one for one in page.provisions if one.kind is ProvisionKind.ANNEX and one.parent is None]
    named = [address(one) for one in page.cited(start, end) if one.self and one.annex]
    if named:
        return next((annex for annex in annexes if annex.id == named[0]), None)
    return annexes[0] if len(annexes) == 1 and "kèm theo" in page.text[start:end] else None


def _opened_list(page: Page, line: Line) -> str | None:
    """Return the verb of a line that opens a list of acts ("Bãi bỏ các văn bản sau đây:")."""
    if not _LIST_OPENS.search(page.text, line.start, line.end) or _GOES_ON.search(page.text, line.start, line.end):
        return None
    if any(names_other(one) for one in page.cited(line.start, line.end)):
        return None
    verbs = [found for found in _VERB.finditer(page.text, line.start, line.end) if _acts(page, found, line)]
    if verbs:
        return _code(verbs[-1]["verb"], "")
    return "repeals" if _EXPIRES.search(page.text, line.start, line.end) else None


def _is_item(page: Page, line: Line) -> bool:
    """Tell whether a line is an item of a list: its label is followed by an act at once."""
    label = _LABEL.match(page.text, line.start, line.end)
    start = label.end() if label else line.start
    cited = page.cited(start, line.end)
    room = 60 if "|" in page.text[line.start : line.end] else 16
    return bool(cited) and cited[0].start - start <= room and (names_other(cited[0]) or cited[0].amended)


def _listed_item(page: Page, line: Line, code: str) -> Iterator[Relation]:
    cited = [one for one in page.cited(line.start, line.end) if names_other(one)]
    for citation in enumerated(page.text, cited):
        if citation.kind in _ACTS:
            yield _made(page, code, citation, line)


def _instructed(page: Page, line: Line) -> Iterator[Relation]:
    """Yield the changes of one line, verb by verb."""
    verbs = [found for found in _VERB.finditer(page.text, line.start, line.end) if _acts(page, found, line)]
    for index, verb in enumerate(verbs):
        stop = verbs[index + 1].start() if index + 1 < len(verbs) else line.end
        cited = [one for one in page.cited(verb.end(), stop) if names_other(one) or one.amended]
        objects = _objects(page, verb, cited)
        lead = page.text[verb.end() : objects[0].start] if objects else ""
        for citation in objects:
            if citation.kind in _ACTS and (citation.number or citation.name):
                yield _made(page, _code(verb["verb"], lead), citation, line, lead)


def _objects(page: Page, verb: re.Match[str], cited: Sequence[Citation]) -> list[Citation]:
    """Return the citations that a verb acts on."""
    if not cited:
        return []
    wording = _WORDING.search(page.text, verb.end(), cited[0].start)
    relied = _RELIED_ON.search(page.text, verb.end(), cited[0].start)
    if cited[0].start - verb.end() > (2_000 if wording else 160) or (relied and not wording):
        return []
    return list(enumerated(page.text, cited))


def _acts(page: Page, verb: re.Match[str], line: Line) -> bool:
    """Tell an instruction from a mention: the verb opens the line, or this document is its subject."""
    if page.is_quoted(verb.start()) or _in_marks(page.text, line.start, verb.start()):
        return False
    label = _LABEL.match(page.text, line.start, line.end)
    if label is not None and verb.start() <= label.end():
        return True
    before = page.text[line.start : verb.start()]
    if _PASSIVE.search(before[-40:]):
        return False
    if _opens_instruction(page, label.end() if label else line.start, line):
        return verb["verb"][0].islower() and before.rstrip().endswith((",", ";", "và"))
    subject = _SUBJECT.search(before)
    if subject is None or verb["verb"].lower() in ("bỏ", "thay", "sửa", "bổ sung"):
        return False
    between = page.cited(line.start + subject.end(), verb.start())
    return not any(map(names_other, between)) or before.rstrip().endswith((",", ";", "và"))


def _opens_instruction(page: Page, at: int, line: Line) -> bool:
    return _VERB.match(page.text, at, line.end) is not None


def _in_marks(text: str, start: int, at: int) -> bool:
    return text.count("“", start, at) > text.count("”", start, at)


def _expired(page: Page, line: Line) -> Iterator[Relation]:
    """Yield "Nghị định số … hết hiệu lực kể từ ngày Nghị định này có hiệu lực" and "… được thay thế bằng … này"."""
    announced = _ANNOUNCED.search(page.text, line.start, line.end)
    if announced is not None:
        yield from _expired_after(page, line, announced.end())
        return
    taken = _TAKEN_OVER.search(page.text, line.start, line.end)
    found = taken or _EXPIRES.search(page.text, line.start, line.end)
    if found is None or _CONDITION.match(page.text, found.end()):
        return
    label = _NUMBERED.match(page.text, line.start, found.start())
    start = label.end() if label else line.start
    cited = [one for one in page.cited(start, found.start()) if names_other(one) and one.kind in _ACTS]
    if not cited or cited[0].start - start > 60 or _IF.match(page.text, start):
        return
    if _LEANS_ON_IT.search(page.text, start, cited[0].start):
        return
    replaced = taken["verb"] == "thay thế" if taken else _FROM_THIS.search(page.text, line.start, line.end)
    for citation in enumerated(page.text, cited):
        yield _made(page, _ended(citation, replaced=bool(replaced)), citation, line)


def _expired_after(page: Page, line: Line, start: int) -> Iterator[Relation]:
    """Yield "Các Nghị quyết sau đây hết hiệu lực …: số A … về X; số B … về Y"."""
    cited = [one for one in page.cited(start, line.end) if names_other(one) and one.kind in _ACTS]
    replaced = _FROM_THIS.search(page.text, line.start, start) is not None
    for citation in enumerated(page.text, cited) if cited and cited[0].start - start < 40 else ():
        yield _made(page, _ended(citation, replaced=bool(replaced)), citation, line)


def _ended(citation: Citation, *, replaced: bool) -> str:
    """Return the verb for what expires: only a whole act is replaced by another."""
    return "replaces" if replaced and not (citation.article or citation.annex) else "repeals"


def _code(verb: str, lead: str) -> str:
    """Return the verb's code; a change of wording is an amendment whatever its verb."""
    if _WORDING.search(lead):
        return "amends"
    return _VERBS[" ".join(verb.lower().split(",")[0].replace(" việc", "").split())]


def _made(page: Page, code: str, citation: Citation, line: Line, lead: str = "") -> Relation:
    """Make a relation; what touches a part of an act neither repeals nor replaces it."""
    relation = page.relation(code, citation, line.start, line.end)
    partial = relation.provision is not None or _PART.search(lead) is not None
    if not partial:
        return relation
    return replace(relation, verb=_NARROWED.get(code, code), partial=True)


_NARROWED: Final = {"repeals": "repeals_partly", "replaces": "amends"}
