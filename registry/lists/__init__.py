"""Registers that people keep in spreadsheets: read with their own columns, written back in the same form."""
