"""What is new about a document: told by comparing what is true of it now with what was true when it was last looked at.

:func:`look` lists what is true, each thing under a key; :func:`tell` gives the news of the keys that were not there.
"""

from registry.news.looking import look
from registry.news.telling import tell
from registry.news.values import Draft, Follow, News, NewsKind, Often, Outgoing, Told

__all__ = ["Draft", "Follow", "News", "NewsKind", "Often", "Outgoing", "Told", "look", "tell"]
