"""Markdown: Pandoc's, and that of a law portal with its attribute block and lone pipes."""

import re
from html import unescape
from typing import Final

from registry.parsing.footnotes import RULE
from registry.parsing.formats.pandoc import pandoc_tables
from registry.parsing.limits import check_text
from registry.parsing.raw import FileKind, Layout, RawDocument

_EMPHASIS: Final = re.compile(r"(\*{1,3}|(?<!\w)_{1,2}(?=\S))((?:(?!\n[ \t]*\n)[^*\n|]|\n(?![ \t]*[\n|]))*?)(\1)")
_ESCAPE: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&$\"'^])")
_LINK: Final = re.compile(r"!?\[([^\]\n]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"\n]*\")?\)")
_ATTRIBUTE: Final = re.compile(
    r"\s*(Số hiệu|Loại văn bản|Nơi ban hành|Người ký|Ngày ban hành|Ngày hiệu lực|Ngày công báo|Số công báo|Tình trạng"
    r"|Lĩnh vực[^:\n]{0,30}|Ngày đăng)\s*:\s*"
)
_RULE: Final = re.compile(r"[\s|:+=-]+")
_NOTE: Final = re.compile(r"^\[\^([^\]\s]{1,40})\]:[ \t]*((?:[^\n]+\n?)(?:(?:[ \t]{2,}|\t)[^\n]+\n?)*)", re.MULTILINE)
_MARK: Final = re.compile(r"\[\^([^\]\s]{1,40})\]")
_CODE: Final = re.compile(r"(`{1,2})([^`\n]+)\1")
_FENCE: Final = re.compile(r"^[ \t]*(?:(?:`{3,}|~{3,})[\w-]*|(?:\*[ \t]*){3,})$", re.MULTILINE)  # rules of stars too
_TAG: Final = re.compile(
    r"<br\s*/?>|</?(?:sup|sub|u|b|i|span|div|p|center|font|a|em|strong)\b[^<>]{0,300}>", re.IGNORECASE
)
_FRONT: Final = re.compile(r"\A---\n((?:[^\n]*\n){0,60}?)---\n")
_HEAD: Final = 12_000


def read(text: str) -> RawDocument:
    """Read Markdown; a front matter or a portal's attribute block goes to ``meta``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, meta = _front_matter(text)
    text, notes = _notes(text)
    lines = _plain(pandoc_tables(text)).split("\n")
    lines, attributes = _attributes(lines)
    if attributes:
        lines, title = _without_tail(lines)
        attributes |= title
    rows = _rows(lines)
    text = "\n".join([*rows, "", RULE, *_plain("\n".join(notes)).split("\n")] if notes else rows)
    return RawDocument(FileKind.MARKDOWN, check_text(text), Layout.WRAPPED, meta | attributes)


def _notes(text: str) -> tuple[str, list[str]]:
    """Take the notes off the text, each beginning with its mark; marks and notes count in the order of the marks."""
    told = {found[1]: " ".join(found[2].split()) for found in _NOTE.finditer(text)}
    if not told:
        return text, []
    text = _NOTE.sub("", text)
    order = {mark: at for at, mark in enumerate(dict.fromkeys(_MARK.findall(text)), start=1) if mark in told}
    text = _MARK.sub(lambda found: f"\\[{order[found[1]]}\\]" if found[1] in order else found[0], text)
    return text, [f"\\[{at}\\] {told[mark]}\n" for mark, at in order.items()]


def _front_matter(text: str) -> tuple[str, dict[str, str]]:
    found = _FRONT.match(text)
    if not found:
        return text, {}
    pairs = (line.split(":", 1) for line in found[1].split("\n") if ":" in line)
    return text[found.end() :], {key.strip(): value.strip().strip("\"'") for key, value in pairs}


def _plain(text: str) -> str:
    """Return the text without emphasis, links, headings' signs and inline tags."""
    text = _TAG.sub(lambda tag: " " if tag[0].lower().startswith("<br") else "", text)
    text = unescape(_LINK.sub(r"\1", _CODE.sub(r"\2", _FENCE.sub("", text)))).replace("~~", "")
    for _ in range(2):
        text = _EMPHASIS.sub(lambda found: " ".join(found[2].split("\n")), text)
    text = re.sub(r"^[ \t]*(?:#{1,6}(?=[ \t]|$)|>[ \t]?)[ \t]*", "", text, flags=re.MULTILINE)
    text = re.sub(r"\\[ \t]*$", "", text, flags=re.MULTILINE)
    return _ESCAPE.sub(r"\1", text.replace("**", ""))


def _attributes(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """Take a portal's attribute block, and the portal's own words before it, off the head of the text."""
    meta: dict[str, str] = {}
    end = 0
    length = 0
    for at, line in enumerate(lines):
        length += len(line) + 1
        if length > _HEAD:
            break
        label = _ATTRIBUTE.fullmatch(line.strip(" |"))
        if label:
            value_at = next((n for n in range(at + 1, min(at + 5, len(lines))) if lines[n].strip(" |")), at)
            value = lines[value_at].strip(" |")
            if not _ATTRIBUTE.fullmatch(value):
                meta[label[1]] = value
                end = value_at + 1
    return (lines[end:], meta) if len(meta) >= 3 else (lines, {})


def _without_tail(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """Take off what a portal adds after the document: its title once or twice, then a list of related documents."""
    for at, line in enumerate(lines[:-1]):
        if line.strip() == "Văn bản liên quan" and lines[at + 1].strip().startswith("Ban hành:"):
            title = lines[at - 1].strip() if at else ""
            start = at
            while start and _is_title(lines[start - 1], title):
                start -= 1
            return lines[:start], {"Tiêu đề": title} if start < at else {}
    return lines, {}


def _is_title(line: str, title: str) -> bool:
    words = line.split()[:2]
    return len(words) == 2 and (words == title.split()[:2] or line.strip().startswith("Văn bản này chưa cập nhật"))


def _rows(lines: list[str]) -> list[str]:
    """Return lines with table rows written as cells; lone pipes, which part cells, become empty lines."""
    return [_row(line) for line in lines]


def _row(line: str) -> str:
    stripped = line.strip()
    if not stripped or _RULE.fullmatch(stripped):
        return ""
    if stripped.startswith("|") or (stripped.endswith("|") and " | " in stripped):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", stripped.strip("|"))]
        return " | ".join(cell for cell in cells if cell)
    return re.sub(r"^(?:[-*+])\s+(?=\S)", "- ", stripped)
