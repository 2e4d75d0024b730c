"""Finding things: analysis, engines, facets, suggestions, related documents, overlap."""
