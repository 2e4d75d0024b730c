"""JSON: a scraped gazette document, or an answer of the vbpl gateway saved as a file."""

from collections.abc import Mapping

import orjson

from registry.parsing.formats import html
from registry.parsing.limits import check_text, refuse
from registry.parsing.raw import FileKind, Layout, RawDocument

_VBPL_FIELDS = (
    "id",
    "docNum",
    "title",
    "issueDate",
    "effFrom",
    "effTo",
    "agencyName",
    "updatedDate",
    "isConsolidatedDocument",
)


def read(text: str) -> RawDocument:
    """Read JSON that holds one document; the fields beside its text go to ``meta``.

    Raises:
        InputRefused: It is not JSON, is cut off, or holds no document.
    """
    fields = _parse(text)
    if isinstance(fields, dict) and isinstance(fields.get("full_text"), str):
        return _gazette(fields)
    data = fields.get("data", fields) if isinstance(fields, dict) else None
    if isinstance(data, dict) and "docNum" in data:
        return _vbpl(data)
    raise refuse(
        "no-document", "Tệp JSON không chứa văn bản nào.", "Cần trường full_text, hoặc tệp chi tiết lưu từ vbpl."
    )


def _parse(text: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        if "recursion" in str(error).lower() or "depth" in str(error).lower():
            raise refuse(
                "too-deep", "Tệp JSON lồng nhau quá sâu.", "Tệp này không phải văn bản; kiểm tra lại nguồn."
            ) from error
        raise refuse("damaged", "Tệp JSON hỏng hoặc bị cắt cụt.", "Tải lại tệp từ nguồn.") from error


def _gazette(fields: Mapping[str, object]) -> RawDocument:
    text = check_text(str(fields["full_text"]))
    meta = {key: str(value) for key, value in fields.items() if key != "full_text" and value is not None}
    return RawDocument(FileKind.GAZETTE_JSON, text, Layout.LINES, meta)


def _vbpl(data: Mapping[str, object]) -> RawDocument:
    content = data.get("documentContent")
    body = content.get("content") if isinstance(content, dict) else None
    if not isinstance(body, str) or not body.strip():
        raise refuse(
            "no-text", "Tệp vbpl chỉ có thuộc tính, không có nội dung văn bản.", "Lưu lại trang chi tiết có nội dung."
        )
    page = html.read(body)
    meta = {key: str(data[key]) for key in _VBPL_FIELDS if data.get(key) is not None}
    for key in ("docType", "effStatus"):
        value = data.get(key)
        if isinstance(value, dict) and value.get("name"):
            meta[key] = str(value["name"])
    return RawDocument(FileKind.VBPL_JSON, page.text, Layout.PARAGRAPHS, meta | {"source": "vbpl"}, page.issues)
