"""Documents in the formats of others: Akoma Ntoso 3.0 (XML) and schema.org/Legislation (JSON-LD)."""
