"""Signing in through OpenID Connect, against a provider that really signs; and everything that must not let one in."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from registry.people import Role
from registry.settings import load
from tests import oidc_provider
from tests.oidc_provider import CLIENT, SECRET, Claims, State
from web.app import create_app
from web.services import Services


@pytest.fixture(scope="module")
def provider() -> Iterator[tuple[str, State]]:
    with oidc_provider.running() as running:
        yield running


@pytest.fixture
def state(provider: tuple[str, State]) -> State:
    """The provider, well-behaved again."""
    held = provider[1]
    held.person, held.metadata = {"sub": "u-1", "name": "Lan Tưởng Tượng", "preferred_username": "lan"}, {}
    held.spoil, held.algorithm = (lambda claims: claims), "RS256"
    held.asked.clear()
    return held


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, provider: tuple[str, State]) -> Iterator[Services]:
    settings = load(
        home=tmp_path_factory.mktemp("oidc") / "home",
        oidc_issuer=provider[0],
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="Cổng của tỉnh Hư Cấu",
        oidc_role_claim="groups",
        oidc_roles="van-thu=editor, phap-che = reviewer,quan-tri=admin",
    )
    held = Services.open(settings)
    held.registry.add_person("chief", "Trưởng", Role.admin)
    yield held
    held.registry.close()


@pytest.fixture
def client(shared: Services, state: State) -> FlaskClient:
    return create_app(shared.settings, shared).test_client()


def journey(client: FlaskClient, back: str = "") -> TestResponse:
    """Go to the provider and come back with its answer."""
    left = client.get("/dang-nhap/mot-cua", query_string={"tiep": back} if back else {})
    assert left.status_code == 303, left.get_data(as_text=True)
    answer = httpx.get(left.headers["Location"])
    return client.get(answer.headers["Location"].removeprefix("http://localhost"))


def signed_in(client: FlaskClient) -> bool:
    return client.get("/tai-khoan").status_code == 200


def test_who_the_provider_vouches_for_is_in_with_an_account_of_its_own(client: FlaskClient, shared: Services) -> None:
    page = client.get("/dang-nhap?tiep=/tai-khoan").get_data(as_text=True)
    assert "Cổng của tỉnh Hư Cấu" in page
    assert 'href="/dang-nhap/mot-cua?tiep=%2Ftai-khoan"' in page
    answer = journey(client, "/tai-khoan")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/tai-khoan")
    assert signed_in(client)
    person = shared.registry.person_by_login("lan")
    assert person is not None
    assert (person.role, person.local, person.name) == (Role.reader, False, "Lan Tưởng Tượng")
    again = client.application.test_client()
    journey(again)
    assert len([each for each in shared.registry.people() if each.external]) == 1


def test_a_login_that_somebody_has_is_not_taken_over(client: FlaskClient, state: State, shared: Services) -> None:
    state.person = {"sub": "u-chief", "preferred_username": "chief", "name": "Kẻ mạo danh"}
    journey(client)
    assert signed_in(client)
    chief = shared.registry.person_by_login("chief")
    other = shared.registry.person_by_login("chief-2")
    assert chief is not None
    assert other is not None
    assert (chief.name, other.role) == ("Trưởng", Role.reader)


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["van-thu", "khac"], Role.editor),
        ("phap-che", Role.reviewer),
        (["phap-che", "van-thu"], Role.editor),
        (["quan-tri", "van-thu"], Role.admin),
        (["khac"], Role.reader),
        (None, Role.reader),
    ],
)
def test_the_claim_gives_the_role(
    client: FlaskClient, state: State, shared: Services, groups: object, role: Role
) -> None:
    state.person = {"sub": f"role-{groups}", "preferred_username": "vai", "groups": groups}
    journey(client)
    person = shared.registry.external_person(shared.settings.oidc_issuer, f"role-{groups}")
    assert person is not None
    assert person.role is role


def test_a_changed_claim_changes_the_role_and_a_missing_one_leaves_it(
    client: FlaskClient, state: State, shared: Services
) -> None:
    for groups, role in ((["van-thu"], Role.editor), (["phap-che"], Role.reviewer), ([], Role.reviewer)):
        state.person = {"sub": "doi", "preferred_username": "doi", "groups": groups}
        journey(client)
        person = shared.registry.person_by_login("doi")
        assert person is not None
        assert person.role is role
        assert signed_in(client)


def test_a_closed_account_stays_closed(client: FlaskClient, state: State, shared: Services) -> None:
    state.person = {"sub": "dong", "preferred_username": "dong"}
    journey(client)
    person = shared.registry.person_by_login("dong")
    assert person is not None
    shared.registry.change_person(person.id, active=False)
    assert journey(client).status_code == 502
    assert not signed_in(client)


SPOILT: dict[str, Callable[[Claims], Claims]] = {
    "nonce of another journey": lambda claims: claims | {"nonce": "khac"},
    "no nonce": lambda claims: {name: value for name, value in claims.items() if name != "nonce"},
    "for another client": lambda claims: claims | {"aud": "khac"},
    "for others too, without saying to whom": lambda claims: claims | {"aud": [CLIENT, "khac"]},
    "issued to another client": lambda claims: claims | {"aud": [CLIENT, "khac"], "azp": "khac"},
    "no audience": lambda claims: {name: value for name, value in claims.items() if name != "aud"},
    "expired": lambda claims: claims | {"exp": int(time.time()) - 120},
    "no expiry": lambda claims: {name: value for name, value in claims.items() if name != "exp"},
    "from the future": lambda claims: claims | {"nbf": int(time.time()) + 600},
    "from another issuer": lambda claims: claims | {"iss": "https://khac.example"},
    "no issuer": lambda claims: {name: value for name, value in claims.items() if name != "iss"},
    "about nobody": lambda claims: {name: value for name, value in claims.items() if name != "sub"},
    "hash of another access token": lambda claims: claims | {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_an_id_token_that_does_not_hold_lets_nobody_in(client: FlaskClient, state: State, spoilt: str) -> None:
    state.spoil = SPOILT[spoilt]
    answer = journey(client)
    assert answer.status_code == 502
    assert "không hợp lệ" in answer.get_data(as_text=True)
    assert not signed_in(client)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_signature_that_anybody_could_make_lets_nobody_in(client: FlaskClient, state: State, algorithm: str) -> None:
    state.algorithm = algorithm
    assert journey(client).status_code == 502
    assert not signed_in(client)


def test_a_key_that_the_provider_does_not_publish_lets_nobody_in(client: FlaskClient, state: State) -> None:
    published = state.keys[0]
    state.keys = [RSAKey.generate_key(2048, {"kid": str(published.kid)})]
    assert journey(client).status_code == 502
    state.keys = [published]
    assert journey(client).status_code == 303


def test_new_keys_of_the_provider_are_read_again(client: FlaskClient, state: State) -> None:
    assert journey(client).status_code == 303
    before = state.asked.count("/keys")
    journey(client)
    assert state.asked.count("/keys") == before, "known keys are kept"
    state.rotate()
    assert journey(client).status_code == 303
    assert state.asked.count("/keys") == before + 1


def test_an_answer_must_belong_to_the_journey_of_this_browser(client: FlaskClient, state: State) -> None:
    left = client.get("/dang-nhap/mot-cua").headers["Location"]
    back = httpx.get(left).headers["Location"].removeprefix("http://localhost")
    other = client.application.test_client()
    assert other.get(back).status_code == 502, "no journey began in that browser"
    other.get("/dang-nhap/mot-cua")
    assert other.get(back).status_code == 502, "another one did"
    assert not signed_in(other)
    client.get("/dang-nhap/mot-cua")
    assert client.get(back).status_code == 502, "a later journey takes the place of an earlier one"
    assert client.get("/dang-nhap/mot-cua/ve").status_code == 502
    assert client.get("/dang-nhap/mot-cua/ve?error=access_denied&state=x").status_code == 502


def test_a_code_is_good_once_and_the_issuer_in_the_answer_counts(client: FlaskClient, state: State) -> None:
    left = client.get("/dang-nhap/mot-cua").headers["Location"]
    back = httpx.get(left).headers["Location"].removeprefix("http://localhost")
    kept = client.get_cookie("vanban_cong", path="/dang-nhap")
    assert kept is not None
    assert client.get(back.replace("iss=http", "iss=https")).status_code == 502
    client.set_cookie("vanban_cong", kept.value, path="/dang-nhap")
    assert client.get(back).status_code == 303
    client.set_cookie("vanban_cong", kept.value, path="/dang-nhap")
    assert client.get(back).status_code == 502


@pytest.mark.parametrize(
    "metadata",
    [{"issuer": "https://khac.example"}, {"token_endpoint": "http://khac.example/token"}, {"jwks_uri": None}],
)
def test_a_provider_that_contradicts_the_settings_is_not_asked_further(
    client: FlaskClient, state: State, metadata: Claims
) -> None:
    state.metadata = metadata
    answer = client.get("/dang-nhap/mot-cua")
    assert answer.status_code == 502
    assert "không khớp" in answer.get_data(as_text=True)


def test_the_way_back_stays_on_this_site(client: FlaskClient) -> None:
    assert journey(client, "//evil.example").headers["Location"] == "/"


def test_without_a_provider_there_is_no_such_way(tmp_path: Path) -> None:
    with_none = Services.open(load(home=tmp_path / "home"))
    client = create_app(with_none.settings, with_none).test_client()
    assert client.get("/dang-nhap/mot-cua").status_code == 404
    assert "mot-cua" not in client.get("/dang-nhap").get_data(as_text=True)
    with_none.registry.close()
