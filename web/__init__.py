"""Pages and JSON over the same view values, and the `vanban` command that composes every layer."""
