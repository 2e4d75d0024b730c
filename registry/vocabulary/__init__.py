"""The controlled vocabulary: types, issuers, programmes, relation verbs, effect states, abbreviations.

One frozen object, read from data/vocabulary and from what the open home adds to it::

    from registry.vocabulary import vocabulary

    vocabulary().issuer_of_name("BỘ TÀI CHÍNH").code          # "btc"
    vocabulary().issuer_of_name("UBND TỈNH LAI CHÂU").name    # "Ủy ban nhân dân tỉnh Lai Châu"
    vocabulary().verb("amends").reverse                       # "Được sửa đổi bởi"
"""

from registry.vocabulary.active import kept, vocabulary
from registry.vocabulary.keys import key, slug
from registry.vocabulary.lookups import Vocabulary
from registry.vocabulary.values import (
    Anchor,
    Component,
    DocumentType,
    Effect,
    Group,
    Issuer,
    Level,
    LocalBody,
    Programme,
    Province,
    SourceLabel,
    Succession,
    Verb,
)

__all__ = [
    "Anchor",
    "Component",
    "DocumentType",
    "Effect",
    "Group",
    "Issuer",
    "Level",
    "LocalBody",
    "Programme",
    "Province",
    "SourceLabel",
    "Succession",
    "Verb",
    "Vocabulary",
    "kept",
    "key",
    "slug",
    "vocabulary",
]
