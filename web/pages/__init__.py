"""Blueprints, one for each noun that has pages."""

from web.pages.account import account
from web.pages.citations import citations
from web.pages.compare import compare
from web.pages.correcting import correcting
from web.pages.diagram import diagram
from web.pages.document import document
from web.pages.exports import found
from web.pages.files import files
from web.pages.follow import follow
from web.pages.handbook import handbook
from web.pages.health import health
from web.pages.help import help_pages
from web.pages.history import history
from web.pages.home import home
from web.pages.interchange import interchange
from web.pages.journal import journal
from web.pages.leaning import leaning
from web.pages.overlap import overlap
from web.pages.patterns import patterns
from web.pages.programme import programme
from web.pages.quarantine import quarantine
from web.pages.quoting import quoting
from web.pages.search import search
from web.pages.signing import signing
from web.pages.signing_oidc import signing_oidc
from web.pages.standing import standing
from web.pages.tasks import tasks
from web.pages.upload import upload
from web.pages.verdicts import verdicts

BLUEPRINTS = (
    home,
    search,
    found,
    programme,
    tasks,
    document,
    diagram,
    standing,
    history,
    leaning,
    compare,
    follow,
    quoting,
    interchange,
    upload,
    quarantine,
    files,
    overlap,
    verdicts,
    handbook,
    help_pages,
    health,
    patterns,
    signing,
    signing_oidc,
    account,
    citations,
    correcting,
    journal,
)
