"""Every error the product raises on purpose.

::

    VanbanError
     ├─ InputRefused          a file or row that cannot be taken in (goes to quarantine)
     ├─ NotKnown              a number, slug or provision that the registry does not hold
     ├─ BadRequest            a query, option or setting that makes no sense
     ├─ MissingTool           an engine, font or program that has to be installed first
     ├─ StateConflict         a stale index, an old database, a lock held by another run
     └─ SourceFailed          a site that cannot be read: unreachable, blocking, or changed in shape

Each error carries a stable ``code``, a Vietnamese ``message`` that says what happened, a ``hint`` that says what
to do next, and the HTTP status and process exit code that answer it.
"""


class VanbanError(Exception):
    """An expected failure, explained to the person who meets it."""

    status = 500
    exit_code = 1

    def __init__(
        self, code: str, message: str, *, hint: str = "", field: str | None = None, offset: int | None = None
    ) -> None:
        """Make the error.

        Args:
            code: Stable kebab-case name, for logs and JSON.
            message: What happened, in Vietnamese.
            hint: What to do next, in Vietnamese; may be empty.
            field: The input field at fault, when there is one.
            offset: The character position at fault, when there is one.
        """
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.field = field
        self.offset = offset

    def __str__(self) -> str:
        """Return message and hint as one paragraph."""
        return f"{self.message} {self.hint}".strip()

    def __reduce__(self) -> tuple[object, ...]:
        """Keep every part when the error crosses a process boundary."""
        return _rebuild, (type(self), self.code, self.message, self.hint, self.field, self.offset)


class InputRefused(VanbanError):
    """A file or row that cannot be taken in."""

    status = 422


class NotKnown(VanbanError):
    """Something the registry does not hold."""

    status = 404


class BadRequest(VanbanError):
    """A request that makes no sense as it stands."""

    status = 400
    exit_code = 2


class MissingTool(VanbanError):
    """A program, font or engine that has to be installed first."""

    status = 503


class StateConflict(VanbanError):
    """The stored state and the request do not fit together."""

    status = 409


class SourceFailed(VanbanError):
    """A site that cannot be read: it is unreachable, blocks, asks for a login, or has changed its shape."""

    status = 502


def _rebuild(
    kind: type[VanbanError], code: str, message: str, hint: str, field: str | None, offset: int | None
) -> VanbanError:
    return kind(code, message, hint=hint, field=field, offset=offset)
