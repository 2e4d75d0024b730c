"""The `vanban` command: one group that composes the commands of every layer."""

import json
import sys

import click

from indexer.cli import COMMANDS as INDEXER_COMMANDS
from registry.cli import COMMANDS as REGISTRY_COMMANDS
from registry.errors import VanbanError
from web.serve import serve


class VanbanGroup(click.Group):
    """Turns expected errors into one clear message and the exit code of their class."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; print an expected error to standard error and exit with its code."""
        try:
            return super().invoke(ctx)
        except VanbanError as error:
            if "--json" in sys.argv:
                click.echo(json.dumps({"error": error.code, "message": str(error)}, ensure_ascii=False), err=True)
            else:
                click.echo(f"Lỗi: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=VanbanGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="vanban", message="vanban %(version)s")
def main() -> None:
    """Vanban: đăng ký, đọc và tìm kiếm văn bản chính sách của tỉnh."""


for command in (*REGISTRY_COMMANDS, *INDEXER_COMMANDS, serve):
    main.add_command(command)
