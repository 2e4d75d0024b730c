"""What an ingest run did, file by file."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from registry.errors import VanbanError
from registry.store.intake import Taken

# In the order in which reports list them.
KINDS: Final = {
    "new": "văn bản mới",
    "gained": "văn bản trong danh mục nay có toàn văn",
    "version": "có bản đọc mới",
    "copy": "bản sao của văn bản đã có",
    "same": "không đổi",
    "skipped": "bỏ qua vì không phải tệp văn bản",
    "refused": "bị từ chối",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file.

    Args:
        source: Where it came from.
        kind: Key of :data:`KINDS`.
        document_id: Its document, when it was taken in.
        code: Code of the refusal.
        reason: Why it was refused, in Vietnamese.
        hint: What to do about it.
    """

    source: str
    kind: str
    document_id: int | None = None
    code: str = ""
    reason: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: files done, files in all, and what became of the last one."""

    done: int
    total: int
    last: Outcome


OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did.

    Args:
        outcomes: One for each file, in order of source.
        seconds: Wall-clock time.
    """

    outcomes: tuple[Outcome, ...]
    seconds: float

    @property
    def counts(self) -> dict[str, int]:
        """Files by kind of outcome; every kind is there."""
        counted = Counter(outcome.kind for outcome in self.outcomes)
        return {kind: counted[kind] for kind in KINDS}

    @property
    def refused(self) -> tuple[Outcome, ...]:
        """The refused files."""
        return tuple(outcome for outcome in self.outcomes if outcome.kind == "refused")

    @property
    def exit_code(self) -> int:
        """0 when everything was taken in, 1 when something was refused."""
        return 1 if self.refused else 0


def taken(source: str, what: Taken) -> Outcome:
    """Return the outcome of a file that was taken in."""
    return Outcome(source, what.kind, what.document_id)


def refusal(source: str, error: VanbanError) -> Outcome:
    """Return the outcome of a refused file."""
    return Outcome(source, "refused", code=error.code, reason=error.message, hint=error.hint)
