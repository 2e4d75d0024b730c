"""The message catalogue that translators start from holds every text of the pages."""

from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]


def test_the_message_catalogue_is_up_to_date() -> None:
    with (ROOT / "web" / "babel.cfg").open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)  # type: ignore[no-untyped-call]
    inside = [(pattern.removeprefix("web/"), method) for pattern, method in methods]
    settings = {pattern.removeprefix("web/"): chosen for pattern, chosen in options.items()}
    found = {message for _, _, message, _, _ in extract_from_dir(ROOT / "web", inside, settings)}
    with (ROOT / "web" / "translations" / "messages.pot").open("rb") as stream:
        kept = {message.id for message in read_po(stream) if message.id}
    assert found == kept, "run: make messages"
