"""Mail saved as EML: the words of the message; attachments are parts to read one by one."""

import email
import email.policy
from email.message import EmailMessage, Message
from pathlib import PurePath

from registry.parsing.formats import html
from registry.parsing.limits import MAX_MEMBERS, broken, check_text, refuse
from registry.parsing.raw import FileKind, Layout, RawDocument

_FIELDS = ("From", "To", "Subject", "Date", "Message-ID")


def read(data: bytes) -> RawDocument:
    """Read the message itself; the names of attachments go to ``meta``.

    Raises:
        InputRefused: It cannot be parsed or has no words.
    """
    message = _parse(data)
    meta = {f"mail_{name.lower()}": str(message[name]) for name in _FIELDS if message[name]}
    names = [name for name, _ in attachments(data)]
    if names:
        meta["mail_attachments"] = "; ".join(names)
    text, layout = _body(message)
    return RawDocument(FileKind.EML, check_text(text), layout, meta)


def attachments(data: bytes) -> list[tuple[str, bytes]]:
    """Return the attached files of a message: name and bytes.

    Raises:
        InputRefused: It cannot be parsed or has too many parts.
    """
    found = []
    for number, part in enumerate(_parse(data).walk()):
        if number > MAX_MEMBERS:
            raise refuse("too-many-parts", "Thư có quá nhiều phần đính kèm.", "Lưu riêng từng tệp đính kèm.")
        content = part.get_payload(decode=True)
        if part.get_filename() and isinstance(content, bytes) and not _is_ornament(part):
            found.append((PurePath(str(part.get_filename()).replace("\\", "/")).name or f"tep-{number}", content))
    return found


def _is_ornament(part: Message) -> bool:
    """Tell whether a part is a picture that the message shows inside its words: a logo, a smiling face."""
    shown = part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
    return shown and part.get_content_maintype() == "image"


def _parse(data: bytes) -> EmailMessage:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        list(message.walk())
    except (ValueError, RecursionError, LookupError, AttributeError, TypeError) as error:
        raise broken("thư điện tử") from error
    if not isinstance(message, EmailMessage):
        raise broken("thư điện tử")
    return message


def _body(message: EmailMessage) -> tuple[str, Layout]:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", Layout.PARAGRAPHS
    try:
        content = str(part.get_content())
    except (LookupError, ValueError, KeyError) as error:
        raise broken("thư điện tử") from error
    if part.get_content_type() == "text/html":
        return html.read(content).text, Layout.PARAGRAPHS
    return content, Layout.WRAPPED
