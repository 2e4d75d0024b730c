"""The registry on disk: what is known, who said it, and what changed. The only package that knows the tables."""

from registry.store.registry import Registry

__all__ = ["Registry"]
