"""Mail goes out encrypted and with a password, by STARTTLS and by TLS, or it does not go out at all."""

import ipaddress
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from registry.settings import Settings, load
from tests.mail_server import Guarded, Mailbox, mail_server
from web.digest import delivering

SECURITIES = ("starttls", "tls")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the loopback address that signs itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hu-cau.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path_factory.mktemp("mail") / "hu-cau.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture(params=SECURITIES)
def security(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["paper-kite-5", "giấy-điều-5"])
def password(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def box(security: str, certificate: Path, password: str) -> Iterator[Mailbox]:
    """A server that takes messages from one user."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with mail_server(Guarded(context, security, "vanban", password)) as made:
        yield made


def settings(home: Path, box: Mailbox, security: str, password: str) -> Settings:
    where = {"smtp_host": "127.0.0.1", "smtp_port": box.port, "smtp_security": security, "smtp_user": "vanban"}
    return load(home=home, mail_from="Vanban <vanban@hu-cau.example>", **where, smtp_password=password)


def send(chosen: Settings) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@hu-cau.example", "b@hu-cau.example", "Diều giấy"
    message.set_content("Đã đổi.")
    with delivering._door(chosen, print) as door:
        door(message)


def test_a_message_goes_encrypted_and_with_a_password(
    own_home: Path, box: Mailbox, security: str, password: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    send(settings(own_home, box, security, password))
    assert [str(each["Subject"]) for each in box.messages] == ["Diều giấy"]
    assert box.clear == (["EHLO", "STARTTLS"] if security == "starttls" else [])


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(
    own_home: Path, box: Mailbox, security: str, password: str
) -> None:
    with pytest.raises(delivering.MailFailed, match="certificate verify failed"):
        send(settings(own_home, box, security, password))
    assert box.messages == []
    assert not {"AUTH", "MAIL", "DATA"} & set(box.clear)


def test_a_wrong_password_is_told(
    own_home: Path, box: Mailbox, security: str, password: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(delivering.MailFailed, match="535") as told:
        send(settings(own_home, box, security, f"{password}?"))
    assert "VANBAN_SMTP_SECURITY" in told.value.hint
    assert box.messages == []


def test_a_server_that_offers_no_encryption_gets_nothing(own_home: Path) -> None:
    with mail_server() as plain:
        with pytest.raises(delivering.MailFailed, match="STARTTLS"):
            send(settings(own_home, plain, "starttls", ""))
        assert plain.messages == []
        assert plain.clear == ["EHLO"]
