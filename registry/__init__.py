"""What is known: documents, their text, structure, relations and effect.

This package has no search engine and no HTTP server in it.
"""
