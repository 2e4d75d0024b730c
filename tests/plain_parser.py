"""A quick reader for tests of the crawl: a letterhead's number, issuer and date by expressions, articles by lines."""

import re
from datetime import date
from pathlib import Path

from registry.document import Header, ParsedDocument, Provision, ProvisionKind
from registry.errors import InputRefused

PARSER = "tests.plain_parser:parse"


def parse(path: Path, *, name: str | None = None) -> ParsedDocument:
    """Read a page of text."""
    raw = path.read_bytes().decode("utf-8", "replace")
    if "KHÔNG ĐỌC ĐƯỢC" in raw:
        raise InputRefused("damaged", "Tệp hỏng.", hint="Tải lại tệp.")
    lines = re.sub(r"<head>.*?</head>|<[^>]+>", "\n", raw, flags=re.S).split("\n")
    text = "\n".join(line.strip() for line in lines if line.strip())
    number = re.search(r"^Số: (\S+)$", text, re.M)
    day = re.search(r"ngày (\d+) tháng (\d+) năm (\d+)", text)
    issuer = re.search(r"^ỦY BAN NHÂN DÂN (.+)$", text, re.M)
    articles = [
        Provision(f"d{n}", ProvisionKind.ARTICLE, found[0], "", found.start(), found.end())
        for n, found in enumerate(re.finditer(r"^Điều \d+", text, re.M), start=1)
    ]
    header = Header(
        number=number[1] if number else None,
        issued=date(int(day[3]), int(day[2]), int(day[1])) if day else None,
        issuers=(f"Ủy ban nhân dân {issuer[1].lower().replace('hư cấu', 'Hư Cấu')}",) if issuer else (),
    )
    return ParsedDocument(text, header, tuple(articles))
