"""The client asks politely, within bounds, and only where it may."""

import ipaddress
import ssl
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import BadRequest, SourceFailed
from registry.files import Originals
from registry.settings import load
from registry.sources import robots
from registry.sources.addresses import clean, is_public
from registry.sources.client import BoundReachedError, Budget, Client, file_name
from registry.sources.network import CheckedTransport, ProxyTransport, transport
from registry.sources.pace import Clock, Pace, seconds_of
from tests.web_server import Answer, WebServer, serving


class FakeClock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.time = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.time, self.sleep)


Make = Callable[..., Client]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Make]:
    """Makes clients with bounds of their own; closes them."""
    made: list[Client] = []

    def make(
        *,
        pages: int = 50,
        size: int = 1 << 20,
        time: FakeClock | None = None,
        max_file: int = 1 << 20,
        hosts: frozenset[str] = frozenset({"127.0.0.1"}),
        private: bool = True,
    ) -> Client:
        way = transport(load(home=tmp_path), allow_private=private)
        pace, bodies = Pace(0, (time or FakeClock()).clock), Originals(tmp_path / "bodies")
        budget = Budget(pages, size)
        made.append(Client(way, pace, budget, bodies, agent="Vanban/1", hosts=hosts, max_file=max_file, seconds=5))
        return made[-1]

    yield make
    for each in made:
        each.close()


PRIVATE = [
    "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::7f00:1", "2002:7f00:1::",
    "2002:101:101::", "64:ff9b:1::1", "::127.0.0.1", "::ffff:0:127.0.0.1", "fec0::1",
    "255.255.255.255", "198.18.0.1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_machines_inside_the_house_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "203.162.0.11", "2001:4860:4860::8888", "64:ff9b::101:101"])
def test_machines_of_the_world_are(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.1/", "address-private"),
        ("http://2130706433/", "address-private"),
        ("http://0x7f.1/", "address-private"),
        ("http://127.1/", "address-private"),
        ("http://[::ffff:127.0.0.1]/", "address-private"),
        ("http://localhost/", "address-private"),
        ("http://user:secret@vanban.example/", "address-user"),
        ("ftp://vanban.example/x", "address-scheme"),
        ("file:///etc/passwd", "address-scheme"),
    ],
)
def test_addresses_that_lead_inside_are_refused(client: Make, address: str, code: str) -> None:
    hosts = frozenset({"127.0.0.1", "2130706433", "0x7f.1", "127.1", "::ffff:127.0.0.1", "localhost", "vanban.example"})
    with pytest.raises(SourceFailed) as error:
        client(hosts=hosts, private=False).get(address)
    assert error.value.code == code


def answering(*addresses: str) -> tuple[CheckedTransport, list[str]]:
    asked: list[str] = []
    answers = iter(addresses)

    def send(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.url.host} {request.headers['host']} {request.extensions.get('sni_hostname')}")
        return httpx.Response(200, text="ok")

    return CheckedTransport(httpx.MockTransport(send), allow_private=False, resolve=lambda *_: [next(answers)]), asked


def test_what_is_connected_to_is_what_was_checked() -> None:
    way, asked = answering("93.184.216.34", "127.0.0.1")
    with httpx.Client(transport=way) as http:
        http.get("https://vanban.example/a")
        assert asked == ["93.184.216.34 vanban.example vanban.example"]
        with pytest.raises(SourceFailed):  # the name server has changed its mind
            http.get("https://vanban.example/b")
    assert len(asked) == 1


def test_one_private_address_among_several_is_enough_to_refuse() -> None:
    inner = httpx.MockTransport(lambda _: httpx.Response(200))
    way = CheckedTransport(inner, allow_private=False, resolve=lambda *_: ["93.184.216.34", "10.0.0.1"])
    with httpx.Client(transport=way) as http, pytest.raises(SourceFailed):
        http.get("http://vanban.example/")


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "localhost", "[::1]"])
def test_a_proxy_is_not_asked_for_machines_inside(host: str) -> None:
    way = ProxyTransport(httpx.MockTransport(lambda _: httpx.Response(200)), allow_private=False)
    with httpx.Client(transport=way) as http, pytest.raises(SourceFailed):
        http.get(f"http://{host}/")


def test_a_redirect_to_another_host_is_refused(client: Make) -> None:
    def site(server: WebServer, path: str, headers: Mapping[str, str]) -> Answer:
        return Answer(status=302, headers={"Location": "http://login.example/"}) if path == "/a" else Answer(status=404)

    with serving(site) as server, pytest.raises(SourceFailed) as error:
        client().get(f"{server.base}/a")
    assert error.value.code == "redirected-away"


def test_robots_are_obeyed(client: Make) -> None:
    rules = b"User-agent: Vanban\nDisallow: /kin\nAllow: /kin/mo\nCrawl-delay: 7\n\nUser-agent: *\nDisallow: /\n"

    def site(server: WebServer, path: str, headers: Mapping[str, str]) -> Answer:
        return Answer(rules if path == "/robots.txt" else b"ok")

    time = FakeClock()
    with serving(site) as server:
        asking = client(time=time)
        asking.get(f"{server.base}/mo")
        asking.get(f"{server.base}/kin/mo/1")
        with pytest.raises(SourceFailed) as error:
            asking.get(f"{server.base}/kin/2")
        assert server.asked == ["/robots.txt", "/mo", "/kin/mo/1"]
    assert error.value.code == "robots-forbid"
    assert time.slept == [7.0]


def test_a_site_that_cannot_tell_its_rules_is_left_alone(client: Make) -> None:
    with serving(lambda *_: Answer(b"x", 503)) as server, pytest.raises(SourceFailed):
        client().get(f"{server.base}/a")
    assert set(server.asked) == {"/robots.txt"}


def test_a_busy_site_is_asked_again_after_the_pause_it_asks_for(client: Make) -> None:
    answers = iter([Answer(b"", 429, headers={"Retry-After": "11"}), Answer(b"", 503), Answer(b"ok")])

    def site(server: WebServer, path: str, headers: Mapping[str, str]) -> Answer:
        return Answer(b"", 404) if path == "/robots.txt" else next(answers)

    time = FakeClock()
    with serving(site) as server:
        assert client(time=time).get(f"{server.base}/a").status == 200
    assert time.slept == [11.0, 4.0]


def test_a_pause_that_is_too_long_ends_the_run(client: Make) -> None:
    busy = Answer(b"", 429, headers={"Retry-After": "86400"})
    with (
        serving(lambda _, path, __: Answer(b"", 404) if path == "/robots.txt" else busy) as server,
        pytest.raises(SourceFailed, match="429"),
    ):
        client().get(f"{server.base}/a")
    assert server.asked.count("/a") == 1


@pytest.mark.parametrize(
    ("status", "code"), [(401, "source-login"), (403, "source-blocked"), (418, "source-unreachable")]
)
def test_refusals_raise(client: Make, status: int, code: str) -> None:
    with (
        serving(lambda _, path, __: Answer(b"", 404 if path == "/robots.txt" else status)) as server,
        pytest.raises(SourceFailed) as error,
    ):
        client().get(f"{server.base}/a")
    assert error.value.code == code


def test_what_has_not_changed_is_not_sent_again(client: Make) -> None:
    stamp = "Mon, 23 Nov 2026 23:00:00 GMT"  # local time under a false name: it is echoed, never understood

    def site(server: WebServer, path: str, headers: Mapping[str, str]) -> Answer:
        same = headers.get("If-None-Match") == '"1"' and headers.get("If-Modified-Since") == stamp
        return Answer(b"" if same else b"ok", 304 if same else 200, headers={"ETag": '"1"', "Last-Modified": stamp})

    with serving(site) as server:
        asking = client()
        first = asking.get(f"{server.base}/a")
        assert (first.size, asking.get(f"{server.base}/a", first)) == (2, first)


def test_bounds_on_requests_bytes_and_files(client: Make) -> None:
    with serving(lambda *_: Answer(b"x" * 1000)) as server:
        few = client(pages=1)
        few.get(f"{server.base}/a")
        with pytest.raises(BoundReachedError):
            few.get(f"{server.base}/b")
        with pytest.raises(BoundReachedError):
            client(size=500).get(f"{server.base}/c")
        with pytest.raises(SourceFailed) as error:
            client(max_file=500).get(f"{server.base}/d")
    assert error.value.code == "answer-too-large"


def test_a_circle_of_redirects_ends(client: Make) -> None:
    with (
        serving(lambda _, path, __: Answer(b"", 301, headers={"Location": path + "x"})) as server,
        pytest.raises(SourceFailed) as error,
    ):
        client().get(f"{server.base}/a")
    assert error.value.code in ("redirect-loop", "robots-forbid")
    assert len(server.asked) < 20


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ('attachment; filename="Quyết định 9001 (ký số).pdf"', "Quyết định 9001 (ký số).pdf"),
        ("attachment; filename=a.pdf; size=1", "a.pdf"),
        ("attachment; filename*=UTF-8''Quy%E1%BA%BFt.pdf; filename=q.pdf", "Quyết.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ("inline", ""),
    ],
)
def test_file_names_are_read_as_servers_write_them(raw: str, name: str) -> None:
    assert file_name([raw], [(b"Content-Disposition", raw.encode())]) == name


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/a.pdf", False),
        ("/a.pdf?x", True),
        ("/x/private/y", False),
        ("/x/private/ok", True),
        ("/%61dmin", False),
    ],
)
def test_patterns_of_robots(path: str, allowed: bool) -> None:
    rules = robots.parse(
        b"User-Agent: *\nDisallow: /*.pdf$\nDisallow: /*/private\nAllow: /*/private/ok\nDisallow: /admin", "Vanban"
    )
    assert rules.allows(f"http://x{path}") is allowed


@given(st.binary(max_size=300))
def test_any_bytes_may_stand_in_robots(body: bytes) -> None:
    assert robots.parse(body, "Vanban/1").allows("http://x/a") in (True, False)


@given(st.text(max_size=40))
def test_cleaning_an_address_twice_changes_nothing(path: str) -> None:
    try:
        once_clean = clean(f"http://x.example/{path}")
    except SourceFailed:
        return
    assert clean(once_clean) == once_clean


def test_of_a_parameter_written_twice_the_last_counts() -> None:
    double = "http://x.example/index.php?language=vi&nv=laws&op=main&op=detail/a-1"
    assert clean(double) == "http://x.example/index.php?language=vi&nv=laws&op=detail/a-1"


def certified(folder: Path) -> Path:
    """Write key and certificate of a machine that no authority knows, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hu-cau.example")])
    start = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path = folder / "chung-thu.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_a_certificate_of_the_house_is_known_by_setting_only(tmp_path: Path) -> None:
    path = certified(tmp_path)
    with serving(lambda *_: Answer(b"ok")) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        address = f"https://127.0.0.1:{server.server_address[1]}/"
        known = load(home=tmp_path, crawl_ca_file=path)
        with httpx.Client(transport=transport(known, allow_private=True)) as asking:
            assert asking.get(address).text == "ok"
        unknown = load(home=tmp_path)
        with (
            httpx.Client(transport=transport(unknown, allow_private=True)) as asking,
            pytest.raises(httpx.ConnectError),
        ):
            asking.get(address)
    (tmp_path / "sai.pem").write_text("không phải chứng thư")
    with pytest.raises(BadRequest, match="Không đọc được tệp chứng thư"):
        transport(load(home=tmp_path, crawl_ca_file=tmp_path / "sai.pem"), allow_private=True)


def test_waiting_times() -> None:
    assert seconds_of("12") == 12
    assert seconds_of("Mon, 01 Jan 2001 00:00:00 GMT") == 0
    assert seconds_of("sometime") is None
    assert seconds_of(None) is None
