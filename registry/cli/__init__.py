"""Commands of the registry. ``ingest``, ``catalogue`` and ``quarantine`` are completed by the index's layer."""

import click

from registry.cli.citation import citation
from registry.cli.export import export
from registry.cli.handbook import handbook
from registry.cli.parse import parse
from registry.cli.settings import settings_command
from registry.cli.show import show
from registry.cli.upkeep import backup, check, restore
from registry.cli.user import user

COMMANDS: tuple[click.Command, ...] = (
    parse,
    show,
    export,
    settings_command,
    check,
    backup,
    restore,
    handbook,
    user,
    citation,
)
