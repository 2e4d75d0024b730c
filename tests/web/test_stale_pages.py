"""A page that was seen before an amending act arrived never shows the old law afterwards, indexed or not."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.sync import sync
from registry import ingest
from registry.settings import load
from tests.web import over_time
from tests.web.test_over_time import page, plain
from web.app import create_app
from web.services import Services

BASE = "/van-ban/quyet-dinh-9802-2023-qd-ubnd-tinh-hu-cau"
PAGES = (BASE, f"{BASE}/tai-ngay?ngay=2024-04-01", f"{BASE}/lich-su", f"{BASE}/d1.k1/lich-su", f"{BASE}/so-sanh")
NEW = "không quá năm gang tay"


def take_in(services: Services, folder: Path, number: str) -> None:
    path = folder / f"{number.replace('/', '-')}.txt"
    path.write_text(over_time.text(number), encoding="utf-8")
    report = ingest.run(services.registry, [path])
    assert not report.refused


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return Services.open(load(home=tmp_path / "home", workers=1))


def seen(client: FlaskClient) -> list[str]:
    return [plain(page(client, path)) for path in PAGES]


@pytest.mark.parametrize("indexed", [False, True])
def test_an_amending_act_shows_at_once_on_every_page_of_the_act_it_amends(
    services: Services, tmp_path: Path, indexed: bool
) -> None:
    client = create_app(services.settings, services).test_client()
    take_in(services, tmp_path, over_time.BASE)
    sync(services.registry, services.settings)
    before = seen(client)
    assert not any(over_time.AMENDS in told for told in before)
    take_in(services, tmp_path, over_time.AMENDS)
    if indexed:
        sync(services.registry, services.settings)
    after = seen(client)
    assert [over_time.AMENDS in told for told in after] == [True] * len(PAGES)
    assert NEW in after[1]
    services.registry.close()
