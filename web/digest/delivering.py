"""Sending the messages that are waiting: by SMTP, or onto the screen where no server is set."""

import smtplib
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Final

from registry.errors import BadRequest, VanbanError
from registry.news import Outgoing
from registry.people import Person
from registry.settings import Settings
from registry.store import Registry

MOST_TRIES: Final = 8
_WELCOME: Final = 235  # RFC 4954
_TIMEOUT: Final = 30.0
_LINE: Final = 300  # characters: an address broken over two lines is not understood by every mail program

Send = Callable[[EmailMessage], object]


class MailFailed(VanbanError):  # noqa: N818  (named for what happened)
    """The mail server cannot be reached, or takes no messages from us."""

    status = 502


def deliver(registry: Registry, settings: Settings, shown: Callable[[str], None]) -> tuple[int, int]:
    """Send everything that is waiting; what fails waits for the next time, a few times.

    A message is noted as sent once the server has taken it. Its Message-ID stays the same, so that the rare one that
    is sent twice (a kill between those two moments) is recognised by mail systems.

    Args:
        registry: Where messages wait.
        settings: Mail server; without one messages are shown.
        shown: Prints a line.

    Returns:
        How many were sent, and how many failed.

    Raises:
        MailFailed: The server cannot be reached.
        BadRequest: The sender's address is not set.
    """
    waiting = registry.waiting(MOST_TRIES)
    if not waiting:
        return 0, 0
    people = {each.id: each for each in registry.people()}
    with _door(settings, shown) as send:
        results = [_one(registry, settings, each, people.get(each.person_id), send) for each in waiting]
    return sum(results), len(results) - sum(results)


def _one(registry: Registry, settings: Settings, message: Outgoing, person: Person | None, send: Send) -> bool:
    try:
        if person is None or not person.active or not person.email:
            registry.sent(message.id, "Tài khoản đã đóng hoặc không còn địa chỉ thư.")
            return False
        send(letter(message, person, settings.mail_from))
    except (smtplib.SMTPException, OSError) as error:
        registry.sent(message.id, f"{type(error).__name__}: {error}")
        return False
    registry.sent(message.id)
    return True


def letter(message: Outgoing, person: Person, sender: str) -> EmailMessage:
    """Return a message as it goes over the wire."""
    made = EmailMessage(policy=SMTP.clone(max_line_length=_LINE))
    made["From"] = _address(*parseaddr(sender or "Vanban <vanban@localhost>"))
    made["To"] = _address(person.name, person.email)
    made["Subject"] = message.subject
    made["Date"] = format_datetime(message.created)
    made["Message-ID"] = message.message_id
    made["List-Unsubscribe"] = f"<{message.unsubscribe}>"
    made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(message.text)
    made.add_alternative(message.html, subtype="html")
    return made


def _address(name: str, address: str) -> Address:
    try:
        return Address(" ".join(name.split()), addr_spec=address)
    except (ValueError, IndexError) as error:
        raise BadRequest(
            "bad-address",
            f"Địa chỉ thư “{address[:80]}” không hợp lệ.",
            hint="Sửa VANBAN_MAIL_FROM, hoặc địa chỉ thư của tài khoản.",
        ) from error


@contextmanager
def _door(settings: Settings, shown: Callable[[str], None]) -> Iterator[Send]:
    """Give what sends a message: the open connection to the server, or the screen."""
    if not settings.smtp_host:
        yield lambda made: shown(printed(made))
        return
    if not settings.mail_from:
        raise BadRequest(
            "no-sender", "Chưa đặt địa chỉ người gửi thư.", hint="Đặt VANBAN_MAIL_FROM, ví dụ Vanban <a@tinh.example>."
        )
    try:
        server = _connected(settings)
    except (smtplib.SMTPException, OSError) as error:
        raise MailFailed(
            "mail-server",
            f"Không nối được máy chủ gửi thư {settings.smtp_host}:{settings.smtp_port}: {error}.",
            hint="Kiểm tra VANBAN_SMTP_HOST, VANBAN_SMTP_PORT, VANBAN_SMTP_SECURITY, tên và mật khẩu.",
        ) from error
    with server:
        yield server.send_message


def _connected(settings: Settings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    where = settings.smtp_host, settings.smtp_port
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(*where, timeout=_TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(*where, timeout=_TIMEOUT)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            _login(server, settings.smtp_user, settings.smtp_password)
    except BaseException:
        server.close()
        raise
    return server


def _login(server: smtplib.SMTP, user: str, password: str) -> None:
    """Sign in; with letters that smtplib cannot send, as RFC 4616 wants them."""
    if user.isascii() and password.isascii():
        server.login(user, password)
        return
    server.ehlo_or_helo_if_needed()
    code, told = server.docmd("AUTH", f"PLAIN {b64encode(f'{chr(0)}{user}{chr(0)}{password}'.encode()).decode()}")
    if code != _WELCOME:
        raise smtplib.SMTPAuthenticationError(code, told)


def printed(made: EmailMessage) -> str:
    """Return a message as it is shown on a screen."""
    body = made.get_body(("plain",))
    words = body.get_content() if body is not None else ""
    return "\n".join((f"To: {made['To']}", f"Subject: {made['Subject']}", "", words))


def all_printed(messages: Iterable[tuple[Outgoing, Person]], sender: str) -> str:
    """Return messages as they would be shown, for a dry run."""
    return "\n".join(printed(letter(message, person, sender)) for message, person in messages)
