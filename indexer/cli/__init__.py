"""Commands of the index; ``ingest`` and ``catalogue import`` are the registry's, followed by an update of the index."""

from functools import partial

import click

from indexer.cli.evaluate import evaluate
from indexer.cli.index import follow, index
from indexer.cli.search import related, search, suggest
from indexer.overlap.cli import overlap
from registry.cli.catalogue import catalogue_command
from registry.cli.crawl import crawl_command
from registry.cli.ingest import ingest_command
from registry.cli.lists import list_command
from registry.cli.quarantine import quarantine_command

COMMANDS: tuple[click.Command, ...] = (
    ingest_command(after=follow),
    catalogue_command(after=partial(follow, quiet=True)),
    crawl_command(after=follow),
    list_command(after=partial(follow, quiet=True)),
    quarantine_command(after=follow),
    search,
    related,
    suggest,
    index,
    evaluate,
    overlap,
)
