"""A mail server on loopback that takes messages (RFC 5321, as much as smtplib needs), or refuses them."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """What arrived; ``refuse`` is what the server answers to a recipient instead of taking the message."""

    port: int = 0
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refuse: str = ""


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Serve until the block is left."""
    box = Mailbox()

    class Talk(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 hu-cau.example")
            for raw in self.rfile:
                line = raw.decode("ascii", "replace").strip()
                verb = line.split(":")[0].split(" ")[0].upper()
                if verb == "DATA":
                    self.say("354 go on")
                    self.take()
                elif verb == "RCPT" and box.refuse:
                    self.say(box.refuse)
                elif verb == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    if verb == "RCPT":
                        box.recipients.append(line.split("<")[1].split(">")[0])
                    self.say("250 ok")

        def take(self) -> None:
            body = b""
            for raw in self.rfile:
                if raw == b".\r\n":
                    break
                body += raw[1:] if raw.startswith(b"..") else raw
            made = message_from_bytes(body, policy=policy.default)
            assert isinstance(made, EmailMessage)
            box.messages.append(made)
            self.say("250 taken")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield box
        server.shutdown()
        thread.join(5)
