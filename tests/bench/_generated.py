"""A large collection made from the corpus by a seeded generator: real sentences in a new order, invented documents."""

import random
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import orjson

from indexer.shelf import Work
from registry.document import ProgrammeTag, Provision, ProvisionKind
from registry.records import DocumentRecord, EffectState
from registry.text import nfc

ARTICLES = 20
_SENTENCE = re.compile(r"(?<=[.;:])\s+|\n+")
_TYPES = ("Quyết định", "Nghị quyết", "Thông tư", "Nghị định", "Kế hoạch")
_ISSUERS = ("Ủy ban nhân dân tỉnh Hư Cấu", "Hội đồng nhân dân tỉnh Hư Cấu", "Chính phủ", "Bộ Tài chính", "Bộ Nội vụ")
_EFFECTS = ("in_force", "expired", "unknown", "pending", "partial")


def sentences(folder: Path) -> list[str]:
    """Return the sentences of the gazette files."""
    found: list[str] = []
    for path in sorted((folder / "gazette").glob("*.json")):
        text = nfc(orjson.loads(path.read_bytes()).get("full_text") or "")
        found += [piece.strip() for piece in _SENTENCE.split(text) if 40 < len(piece) < 600]
    return found


def works(pool: list[str], passages: int, seed: int = 1) -> Iterator[Work]:
    """Yield documents of twenty articles each until there are as many passages."""
    draw = random.Random(seed)
    for document in range(1, passages // ARTICLES + 1):
        text, provisions = "", []
        for number in range(1, ARTICLES):  # the names of the document are a passage as well
            start = len(text)
            heading = draw.choice(pool)[:70].rsplit(" ", 1)[0]
            text += f"Điều {number}. {heading}\n{' '.join(draw.choices(pool, k=draw.randint(2, 16)))}"[:2900] + "\n"
            label = f"Điều {number}"
            provisions.append(Provision(f"d{number}", ProvisionKind.ARTICLE, label, heading, start, len(text) - 1))
        title = draw.choice(pool)[:120].rsplit(" ", 1)[0]
        yield Work(document, (title, f"{document}/QĐ-UBND"), title, text, tuple(provisions))


def records(made: list[Work], seed: int = 2) -> list[DocumentRecord]:
    """Return what a registry would know of them."""
    draw = random.Random(seed)
    return [_record(work, draw) for work in made]


def _record(work: Work, draw: random.Random) -> DocumentRecord:
    tag = ProgrammeTag(draw.choice(("NTM", "GNBV", "DTTS")), "")
    return DocumentRecord(
        id=work.document,
        slug=f"van-ban-{work.document}",
        number=work.names[1],
        type=draw.choice(_TYPES),
        title=work.title,
        issuer=draw.choice(_ISSUERS),
        issuer_code=None,
        level="provincial",
        issued=date(draw.randint(2005, 2026), draw.randint(1, 12), draw.randint(1, 28)),
        effective=None,
        expired=None,
        programmes=(tag,),
        signers=(),
        effect=EffectState(draw.choice(_EFFECTS), None, ""),
        has_text=True,
        verified=True,
        sources=(),
        original=None,
        updated=datetime(2026, 1, 1, tzinfo=UTC),
    )
