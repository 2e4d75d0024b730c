"""Compiles one book inside a bounded process of its own; run by path, so it imports nothing of the product."""

import json
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path

import typst


def main(folder: Path) -> int:
    """Compile ``book.typ`` of the folder to ``book.pdf`` and write where documents begin to ``pages.json``."""
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    limit = job["megabytes"] * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[job["fonts"]])
    compiler = typst.Compiler(str(folder / "book.typ"), root=str(folder), font_paths=fonts, ignore_system_fonts=True)
    try:
        _, warnings = compiler.compile_with_warnings(
            output=folder / "book.pdf",
            format="pdf",
            pdf_standards=["a-2a", "ua-1"],
            timestamp=datetime.fromtimestamp(job["created"], UTC),
        )
        pages = json.loads(compiler.query("<gate>", field="value"))
    except typst.TypstError as error:
        sys.stderr.write(f"{error.message}\n{error.diagnostic}")
        return 1
    report = {"pages": pages, "warnings": [warning.message for warning in warnings]}
    (folder / "pages.json").write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
