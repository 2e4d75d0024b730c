"""One file read in a process of its own, into a form ready to be stored. Nothing here knows the database.

Kept apart from the store and the ingest so that a reading process starts without loading either.
"""
