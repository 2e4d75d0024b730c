"""The way in, as named stages: each says what it reads and what it writes.

===========  ===================================  ====================================================
stage        reads                                writes
===========  ===================================  ====================================================
discover     folders                              nothing
keep         the file, what the registry knows    the original, under its hash
read         the original, in a bounded process   nothing
store        the reading                          document, text, spans, edges, outbox: one transaction
===========  ===================================  ====================================================

An original is on the disk before any row speaks of it, and everything a file changes is one transaction. Stopping at
any moment therefore leaves a registry that is whole, and running again takes up what is missing.
"""

from registry.ingest.discover import Found, discover
from registry.ingest.report import IngestReport, Outcome, Progress
from registry.ingest.run import retry, run

__all__ = ["Found", "IngestReport", "Outcome", "Progress", "discover", "retry", "run"]
