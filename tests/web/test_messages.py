"""The message catalogue holds every text of the pages, and the English one has words for each of them."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "web" / "translations"
ENGLISH = TRANSLATIONS / "en" / "LC_MESSAGES"
PLACES = re.compile(r"%\(\w+\)s|%%|\{\w+\}")


@pytest.fixture(scope="module")
def found() -> set[object]:
    with (ROOT / "web" / "babel.cfg").open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)  # type: ignore[no-untyped-call]
    # The folders are walked one by one: a checkout may have any other folder beside them.
    texts: set[object] = set()
    for folder in ("web", "data/vocabulary", "indexer/query"):
        inside = [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods]
        settings = {pattern.removeprefix(f"{folder}/"): chosen for pattern, chosen in options.items()}
        ours = [pair for pair, (pattern, _) in zip(inside, methods, strict=True) if pattern.startswith(f"{folder}/")]
        texts |= {_id(message) for _, _, message, _, _ in extract_from_dir(ROOT / folder, ours, settings)}
    return texts


def test_the_message_catalogue_is_up_to_date(found: set[object]) -> None:
    with (TRANSLATIONS / "messages.pot").open("rb") as stream:
        kept = {_id(message.id) for message in read_po(stream) if message.id}
    assert found == kept, "run: make messages"


def test_every_text_has_english_words(found: set[object]) -> None:
    with (ENGLISH / "messages.po").open("rb") as stream:
        held = {_id(each.id): each for each in read_po(stream) if each.id and not each.fuzzy}
    missing = [text for text in found if text not in held or not all(_strings(held[text].string))]
    assert not missing, f"untranslated: {missing}"
    for text, each in held.items():
        wanted = sorted(PLACES.findall(_strings(text)[0]))
        assert all(sorted(PLACES.findall(words)) == wanted for words in _strings(each.string)), text


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    with (ENGLISH / "messages.po").open("rb") as stream:
        texts = {_id(each.id): _strings(each.string) for each in read_po(stream) if each.id}
    with (ENGLISH / "messages.mo").open("rb") as stream:
        made = {_id(each.id): _strings(each.string) for each in read_mo(stream) if each.id}
    assert made == texts, "run: make messages"


def _id(message: object) -> object:
    return tuple(message) if isinstance(message, list) else message


def _strings(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (str(value or ""),)
