"""Commands of the registry."""

import click

COMMANDS: tuple[click.Command, ...] = ()
