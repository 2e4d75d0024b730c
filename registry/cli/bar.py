"""How far a long run has come: a bar on a terminal, now and then a line elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, Protocol, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

_EVERY: Final = 25  # steps between two lines where there is no terminal to draw a bar on


class Step(Protocol):
    """What a run reports."""

    @property
    def done(self) -> int:
        """Steps behind it."""

    @property
    def total(self) -> int:
        """Steps in all; 0 while that is unknown."""


StepT = TypeVar("StepT", bound=Step)


@contextmanager
def progress(
    first: str, beside_bar: Callable[[StepT], str], as_line: Callable[[StepT], str], *, quiet: bool = False
) -> Iterator[Callable[[StepT], None] | None]:
    """Give a callback that shows how far a run has come.

    Args:
        first: Words beside the bar before the first step.
        beside_bar: Words beside the bar for a step.
        as_line: The line for a step where there is no terminal.
        quiet: Show nothing.
    """
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with _bar(first, beside_bar) as show:
            yield show
    else:
        yield _lines(as_line)


@contextmanager
def _bar(first: str, words: Callable[[StepT], str]) -> Iterator[Callable[[StepT], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(first, total=None)

        def show(step: StepT) -> None:
            bar.update(task, total=step.total or None, completed=step.done, description=words(step))

        yield show


def _lines(words: Callable[[StepT], str]) -> Callable[[StepT], None]:
    def show(step: StepT) -> None:
        if step.done % _EVERY == 0 or step.done == step.total:
            click.echo(words(step), err=True)

    return show
