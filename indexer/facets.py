"""Counts of every facet, each under all filters but its own: on arrays, outside of the engine."""

from collections.abc import Mapping, Sequence

import numpy as np

from indexer.holdings import Column, Holdings, Mask
from indexer.values import FacetValue


def allowed(holdings: Holdings, filters: Mapping[str, Sequence[str]], without: str = "") -> Mask:
    """Return which documents pass the chosen values: any within a facet, all facets together.

    Args:
        holdings: The documents.
        filters: Facet name -> chosen values; unknown facets and values let nothing pass.
        without: A facet to leave out.
    """
    mask = np.ones(len(holdings), np.bool_)
    for name, chosen in filters.items():
        if name != without and chosen:
            column = holdings.columns.get(name)
            mask &= column.having(chosen) if column else False
    return mask


def facets(
    holdings: Holdings, matched: Mask, filters: Mapping[str, Sequence[str]]
) -> dict[str, tuple[FacetValue, ...]]:
    """Count every facet over the documents that match the query.

    Args:
        holdings: The documents.
        matched: Which of them match the query, before any filter.
        filters: Facet name -> chosen values.
    """
    under_all = matched & allowed(holdings, filters)
    counted: dict[str, tuple[FacetValue, ...]] = {}
    for name, column in holdings.columns.items():
        chosen = tuple(filters.get(name, ()))
        under = matched & allowed(holdings, filters, name) if chosen else under_all
        counted[name] = _values(column, under, chosen, by_value=name == "year")
    return counted


def _values(column: Column, under: Mask, chosen: Sequence[str], *, by_value: bool) -> tuple[FacetValue, ...]:
    counts = column.counts(under).tolist()
    found = [
        FacetValue(value.value, value.label, count, value.value in chosen, value.parent)
        for value, count in zip(column.values, counts, strict=True)
        if count or value.value in chosen
    ]
    if by_value:
        return tuple(sorted(found, key=lambda each: each.value, reverse=True))
    return tuple(sorted(found, key=lambda each: (-each.count, each.label)))
