"""A mail server on loopback that takes messages (RFC 5321, as much as smtplib needs), or refuses them.

With a certificate it speaks TLS from the first byte or after STARTTLS (RFC 3207), and takes messages only from who has
given the password (RFC 4954, PLAIN), which it asks for only over TLS.
"""

import socketserver
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """What arrived; ``refuse`` is what the server answers to a recipient instead of taking the message.

    ``clear`` holds the verbs that came unencrypted.
    """

    port: int = 0
    clear: list[str] = field(default_factory=list)
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refuse: str = ""


@dataclass(frozen=True)
class Guarded:
    """How a server guards itself: its certificate, ``tls`` or ``starttls``, and who may hand in messages."""

    tls: ssl.SSLContext
    security: str
    user: str
    password: str

    def knows(self, response: str) -> bool:
        """Tell whether an AUTH PLAIN response is right."""
        return b64decode(response).decode().split("\0")[1:] == [self.user, self.password]


class Server(socketserver.ThreadingTCPServer):
    """One that knows where messages go and how it guards itself."""

    def __init__(self, box: Mailbox, guarded: Guarded | None) -> None:
        self.box, self.guarded = box, guarded
        super().__init__(("127.0.0.1", 0), Talk)
        box.port = self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust the certificate hangs up; that is what some tests are about."""


class Talk(socketserver.StreamRequestHandler):
    """One conversation."""

    server: Server
    safe = known = False

    def setup(self) -> None:
        super().setup()
        if self.server.guarded and self.server.guarded.security == "tls":
            self.encrypt(self.server.guarded)

    def encrypt(self, by: Guarded) -> None:
        self.request = by.tls.wrap_socket(self.request, server_side=True)
        self.safe = True
        super().setup()

    def finish(self) -> None:
        super().finish()
        self.request.close()  # the server itself only knows the connection that lies under the encrypted one

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 hu-cau.example")
        while raw := self.rfile.readline():
            line = raw.decode("ascii", "replace").strip()
            verb = line.split(":")[0].split(" ")[0].upper()
            if not self.safe:
                self.server.box.clear.append(verb)
            if self.server.guarded and verb in {"EHLO", "STARTTLS", "AUTH", "MAIL"}:
                self.guard(self.server.guarded, verb, line)
            elif verb == "DATA":
                self.say("354 go on")
                self.take()
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.plainly(verb, line)

    def guard(self, by: Guarded, verb: str, line: str) -> None:
        if verb == "EHLO":
            self.say(f"250-hu-cau.example\r\n250 {'AUTH PLAIN' if self.safe else 'STARTTLS'}")
        elif verb == "STARTTLS":
            self.say("220 go on")
            self.encrypt(by)
        elif verb == "AUTH":
            self.known = self.safe and by.knows(line.split(" ")[-1])
            self.say("235 welcome" if self.known else "535 no such user or password")
        else:
            self.say("250 ok" if self.known else "530 who are you?")

    def plainly(self, verb: str, line: str) -> None:
        if verb == "RCPT" and self.server.box.refuse:
            self.say(self.server.box.refuse)
            return
        if verb == "RCPT":
            self.server.box.recipients.append(line.split("<")[1].split(">")[0])
        self.say("250 ok")

    def take(self) -> None:
        body = b""
        while raw := self.rfile.readline():
            if raw == b".\r\n":
                break
            body += raw[1:] if raw.startswith(b"..") else raw
        made = message_from_bytes(body, policy=policy.default)
        assert isinstance(made, EmailMessage)
        self.server.box.messages.append(made)
        self.say("250 taken")


@contextmanager
def mail_server(guarded: Guarded | None = None) -> Iterator[Mailbox]:
    """Serve until the block is left."""
    box = Mailbox()
    with Server(box, guarded) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield box
        server.shutdown()
        thread.join(5)
