"""The registry on a real PostgreSQL: the same tables, the same answers, writers beside each other.

The other tests of this folder run on it too when VANBAN_POSTGRESQL names a server.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from registry.catalogue import entries
from registry.changes import Change, Subject
from registry.errors import StateConflict
from registry.people import Role
from registry.settings import load
from registry.store import Registry
from registry.store.use import VIEW
from tests.fictional import File, put
from tests.registry.store.conftest import NewDatabase

DAY = date(2025, 3, 4)


@pytest.fixture
def grown(own_home: Path, new_postgresql: NewDatabase) -> Iterator[Registry]:
    """An empty registry in PostgreSQL."""
    with Registry.open(load(home=own_home, database_url=new_postgresql())) as opened:
        yield opened


def test_versions_build_the_models(grown: Registry) -> None:
    engine = create_engine(grown.settings.database)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
    engine.dispose()


def test_documents_relations_corrections_and_counts(grown: Registry) -> None:
    basis = put(grown, File("a.txt", "9001/2025/QĐ-UBND", DAY))
    acts = put(grown, File("b.txt", "9002/2025/QĐ-UBND", DAY, cites=(("based_on", "9001/2025/QĐ-UBND", DAY),)))
    assert [each.other and each.other.id for each in grown.relations_of(acts.id)] == [basis.id]
    assert grown.text_of(basis.id) is not None
    done = grown.correct(basis.id, "Lan", {"title": "Đã sửa tay"}, "bản ký")
    assert grown.document(basis.id).title == "Đã sửa tay"
    grown.put_back(basis.id, done.before, done.after)
    assert grown.document(basis.id).title == "Ban hành quy định thử nghiệm"
    uses = Counter({(basis.id, DAY, VIEW): 2})
    grown.add_uses(uses)
    grown.add_uses(uses)
    assert grown.uses_of(basis.id) == {VIEW: 4}


def test_the_shipped_catalogue_and_what_is_exported_of_it(grown: Registry, tmp_path: Path) -> None:
    shipped = entries()[:12]
    assert grown.put_catalogue(shipped) == len(shipped)
    assert grown.put_catalogue(shipped) == 0
    with Registry.open(load(home=tmp_path / "sqlite")) as embedded:
        embedded.put_catalogue(shipped)
        assert [each.slug for each in grown.documents()] == [each.slug for each in embedded.documents()]
        assert grown.summary() == embedded.summary()


def test_a_change_and_its_line_in_the_audit_trail_are_one_transaction(grown: Registry) -> None:
    def half_done() -> None:
        with grown.together():
            person = grown.add_person("lan", "Lan", Role.admin)
            grown.record(Change("person.add", Subject("person", "lan"), None, {"role": "admin"}, person))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    assert grown.people() == []
    assert grown.changes()[1] == []


def test_the_state_tells_every_commit(grown: Registry) -> None:
    before = grown.state()
    grown.documents()
    assert grown.state() == before
    grown.add_person("lan", "Lan", Role.admin)
    assert grown.state() != before


def test_writers_beside_each_other_lose_nothing(grown: Registry) -> None:
    put(grown, File("a.txt", "9001/2025/QĐ-UBND", DAY))
    with ThreadPoolExecutor(4) as writers:
        list(writers.map(lambda _: grown.add_uses(Counter({(1, DAY, VIEW): 1})), range(20)))
    assert grown.uses_of(1) == {VIEW: 20}


def test_a_writer_that_waits_too_long_is_told(grown: Registry) -> None:
    hurried = grown.settings.model_copy(update={"busy_timeout": 0.2})
    with Registry.open(hurried) as other, grown.together():
        grown.add_person("lan", "Lan", Role.admin)
        with ThreadPoolExecutor(1) as beside, pytest.raises(StateConflict) as told:
            beside.submit(other.add_person, "mai", "Mai", Role.editor).result()
    assert told.value.code == "database-busy"
    assert [each.login for each in grown.people()] == ["lan"]


def test_a_server_that_is_not_there_is_told(own_home: Path, new_postgresql: NewDatabase) -> None:
    with pytest.raises(StateConflict) as told:
        Registry.open(load(home=own_home, database_url="postgresql://vanban@127.0.0.1:1/none"))
    assert "VANBAN_DATABASE_URL" in told.value.hint
