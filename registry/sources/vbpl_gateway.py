"""Answers of the vbpl gateway saved as files: lists, and documents with their text; robots.txt closes the gateway."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from registry.document import Signer
from registry.errors import SourceFailed
from registry.lists import cells
from registry.sources import labels
from registry.sources.shape import failed
from registry.sources.values import Fetch, LinkedAct, Page, Row, Told

_PAGE: Final = "https://vbpl.vn/van-ban/chi-tiet/--{id}"
_ISSUER: Final = re.compile(
    r"^\s*của\s+.{3,80}?\s+(?=[vV]ề |[qQ]uy định|[bB]an hành|[sS]ửa đổi|[bB]ãi bỏ|[pP]hê duyệt)"
)
_REFERENCE: Final = "referenceType {kind}"  # the gateway publishes no names for its numbers


@dataclass(frozen=True)
class VbplGateway:
    """A folder of saved answers.

    Args:
        folder: Where they are; other files in it are passed over.
    """

    folder: Path

    def discover(self, fetch: Fetch) -> Iterator[Row]:
        """Yield the documents of every saved answer; one that has its own answer leads to that file."""
        details: dict[str, Path] = {}
        listed: dict[str, Mapping[str, Any]] = {}
        for path in sorted(self.folder.rglob("*.json")):
            data = _data(fetch(str(path)))
            if isinstance(data, dict) and "docNum" in data:
                details.setdefault(str(data["id"]), path)
            for item in data.get("items") or () if isinstance(data, dict) else ():
                listed.setdefault(str(item["id"]), item)
        for key in dict.fromkeys((*details, *listed)):
            address = str(details[key]) if key in details else _PAGE.format(id=key)
            yield Row(key, address, _facts(listed[key]) if key in listed else Told())

    def read(self, page: Page) -> Told:
        """Return what the answer about one document says."""
        data = _data(page)
        if not isinstance(data, dict) or "docNum" not in data:
            raise failed("source-changed", page.address, "câu trả lời của vbpl về một văn bản")
        content = data.get("documentContent") or {}
        body = str(content.get("content") or "")
        return replace(_facts(data), body=body if _has_words(body) else "", links=tuple(_links(data)))


def _data(page: Page) -> Any:
    try:
        answer = json.loads(page.text)
    except (ValueError, RecursionError) as error:
        raise failed("source-changed", page.address, "câu trả lời JSON của vbpl") from error
    if not isinstance(answer, dict) or "data" not in answer:
        return answer if isinstance(answer, dict) else {}
    if answer.get("success") is False:
        raise SourceFailed(
            "source-error-page",
            f"{page.address} là câu trả lời báo lỗi của vbpl: {str(answer.get('message'))[:100]}.",
            hint="Lưu lại tệp này từ nguồn.",
        )
    return answer["data"]


def _facts(data: Mapping[str, Any]) -> Told:
    kind, status = data.get("docType") or {}, data.get("effStatus") or {}
    issues = sorted(data.get("documentIssues") or (), key=lambda each: each.get("orderIndex") or 0)
    agencies = tuple(dict.fromkeys(labels.plain(each["agencyName"]) for each in issues if each.get("agencyName")))
    return Told(
        number=_number(data),
        type=labels.plain(str(kind.get("name") or "")),
        title=_title(data),
        heading=labels.plain(str(data.get("title") or "")),
        issuers=agencies or labels.split_names(str(data.get("agencyName") or "")),
        issued=_day(data.get("issueDate")),
        effective=_day(data.get("effFrom")),
        expired=_day(data.get("effTo")),
        status=labels.plain(str(status.get("name") or "")),
        signers=tuple(_signer(each) for each in issues if each.get("personName")),
        address=_PAGE.format(id=data["id"]),
    )


def _number(data: Mapping[str, Any]) -> str:
    number = labels.plain(str(data.get("docNum") or ""))
    return "" if number.casefold() in ("không số", "khong so") else number


def _title(data: Mapping[str, Any]) -> str:
    """The title behind type, number and issuer that the gateway puts before it."""
    whole = labels.plain(str(data.get("docAbs") or data.get("title") or ""))
    number = _number(data)
    _, found, rest = whole.partition(number) if number else ("", "", "")
    rest = _ISSUER.sub("", rest)
    return rest.strip(" :-–.") or whole if found else whole


def _day(value: Any) -> date | None:
    return cells.day(value) if value else None


def _signer(each: Mapping[str, Any]) -> Signer:
    return Signer(labels.plain(each["personName"]), labels.plain(str(each.get("jobTitleName") or "")))


def _links(data: Mapping[str, Any]) -> Iterator[LinkedAct]:
    for each in data.get("references") or ():
        target = each.get("targetDocument") or {}
        yield LinkedAct(
            _REFERENCE.format(kind=each.get("referenceType")),
            _number(target) if target else "",
            title=labels.plain(str(target.get("title") or "")),
            key=str(target.get("id") or ""),
        )


def _has_words(markup: str) -> bool:
    return bool(re.sub(r"<[^>]*>|&nbsp;|\s", "", markup))
