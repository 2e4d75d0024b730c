"""``vanban export``: files in the formats of others, refusals with a reason."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from registry.cli.export import export
from registry.errors import NotKnown
from registry.interchange.akoma_reading import read
from registry.settings import load, settings
from registry.store import Registry
from tests.fictional import File, entry, put


@pytest.fixture(autouse=True)
def filled(own_home: Path) -> None:
    """Two documents of the fictional province: one with text, one without."""
    del own_home
    settings.cache_clear()
    with Registry.open(load()) as registry:
        registry.put_catalogue([entry("9002/2025/QĐ-UBND", title="Chưa có toàn văn")])
        put(registry, File("a.txt", "9001/2025/QĐ-UBND", body="Điều 1. Thử nghiệm"))


def test_akoma_ntoso_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "a.xml"
    result = CliRunner().invoke(export, ["9001/2025/QĐ-UBND", "--out", str(out)], catch_exceptions=False)
    assert result.exit_code == 0
    back = read(out.read_bytes())
    assert (back.number, back.text) == ("9001/2025/QĐ-UBND", "Điều 1. Thử nghiệm")
    assert [item.id for item in back.provisions] == ["d1"]


def test_json_ld_on_the_screen_even_without_text() -> None:
    result = CliRunner().invoke(export, ["9002/2025/QĐ-UBND", "--format", "jsonld"], catch_exceptions=False)
    assert json.loads(result.stdout)["legislationIdentifier"] == "9002/2025/QĐ-UBND"


def test_a_document_without_text_has_no_akoma_ntoso() -> None:
    with pytest.raises(NotKnown, match="chưa có toàn văn"):
        CliRunner().invoke(export, ["9002/2025/QĐ-UBND"], catch_exceptions=False)
