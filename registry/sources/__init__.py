"""Sites and folders that documents are collected from, politely, each document once, with its provenance."""
