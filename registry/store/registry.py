"""The registry: every question the other layers ask and every change they may make, one transaction each."""

from registry.store.accounts import Accounts
from registry.store.assignments import Assignments
from registry.store.audit import Audit
from registry.store.following import Following
from registry.store.use import Use
from registry.store.writes import Writes


class Registry(Writes, Accounts, Audit, Assignments, Use, Following):
    """What is known. Safe to share between threads; every call is a transaction of its own."""
