"""The `vanban` command: one group that composes the commands of every layer."""

import errno
import gettext
import io
import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from indexer.cli import COMMANDS as INDEXER_COMMANDS
from registry.cli import COMMANDS as REGISTRY_COMMANDS
from registry.errors import BadRequest, StateConflict, VanbanError
from registry.settings import settings
from registry.vocabulary.active import FILE_NAME, use
from web.digest.cli import digest
from web.serve import serve

_WORDS: Final = Path(__file__).with_name("translations") / "click"
_UNDECODED: Final = re.compile("[\udc80-\udcff]")


class VanbanGroup(click.Group):
    """Speaks Vietnamese, and turns expected errors into one clear message and the exit code of their class."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command line, with click's own words in Vietnamese as well."""
        gettext.bindtextdomain("messages", str(_WORDS))
        os.environ["LANGUAGE"] = "vi"
        _write_utf8()
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; print an expected error to standard error and exit with its code."""
        try:
            _refuse_garbled(sys.argv)
            return super().invoke(ctx)
        except VanbanError as error:
            _fail(ctx, error)
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader of our output left, which is no failure of ours
                raise
            _fail(ctx, _explained(error))


def _write_utf8() -> None:
    """Print Vietnamese where the locale knows only ASCII or Latin letters, and into pipes and files of any system."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _refuse_garbled(typed: list[str]) -> None:
    """Refuse words that Python could not read because the locale is not UTF-8.

    Raises:
        BadRequest: A word holds undecoded bytes.
    """
    if sys.getfilesystemencoding() != "utf-8" and any(_UNDECODED.search(word) for word in typed):
        message = "Dòng lệnh có chữ Việt nhưng môi trường không dùng UTF-8."
        raise BadRequest("not-utf-8", message, hint="Đặt LANG=C.UTF-8 hoặc PYTHONUTF8=1 rồi chạy lại.")


def _fail(ctx: click.Context, error: VanbanError) -> NoReturn:
    if "--json" in sys.argv:
        click.echo(json.dumps({"error": error.code, "message": str(error)}, ensure_ascii=False), err=True)
    else:
        click.echo(f"Lỗi: {error}", err=True)
    ctx.exit(error.exit_code)


def _explained(error: OSError) -> VanbanError:
    """Name the file or folder that the system keeps us from."""
    where = f" {error.filename}" if error.filename else ""
    return StateConflict(
        "file-failed",
        f"Hệ thống không cho đọc hoặc ghi{where}: {error.strerror or error}.",
        hint="Kiểm tra đường dẫn, quyền truy cập và dung lượng đĩa.",
    )


@click.group(cls=VanbanGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="vanban", message="vanban %(version)s")
def main() -> None:
    """Vanban: đăng ký, đọc và tìm kiếm văn bản chính sách của tỉnh."""
    with suppress(BadRequest):  # a setting or file that is wrong is told by the command that needs it
        use(settings().home / FILE_NAME)


for command in (*REGISTRY_COMMANDS, *INDEXER_COMMANDS, digest, serve):
    main.add_command(command)
