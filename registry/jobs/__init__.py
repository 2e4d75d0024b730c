"""Work that goes on while nobody waits for it: crawls, rebuilding, backups. Each job outlives its server as a file.

A job is run by a thread of the process that was asked. Its file tells every process how far it is; a lock that goes
with the process tells whether anyone still works on it, so a job whose server was killed shows as interrupted.
"""

from registry.jobs.book import Book
from registry.jobs.values import BUSY, Job
from registry.jobs.worker import Control, Kind, Stopped, Worker

__all__ = ["BUSY", "Book", "Control", "Job", "Kind", "Stopped", "Worker"]
