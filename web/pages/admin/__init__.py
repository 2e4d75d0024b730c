"""Pages for those who keep the registry; every view says itself who may see it."""

from web.pages.admin.backups import backups
from web.pages.admin.doubts import doubts
from web.pages.admin.engine import engine
from web.pages.admin.jobs import jobs
from web.pages.admin.overview import overview
from web.pages.admin.people import people
from web.pages.admin.sources import sources
from web.pages.admin.vocabulary import vocabulary

BLUEPRINTS = (overview, sources, jobs, doubts, engine, backups, vocabulary, people)
