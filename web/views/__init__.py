"""The values that pages and JSON render: frozen, complete, free of HTML."""
