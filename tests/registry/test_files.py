"""Originals are there completely or not at all."""

import hashlib
import io
import os
from pathlib import Path

import pytest

from registry.errors import NotKnown, StateConflict
from registry.files import Originals


def test_kept_once_under_their_hash(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    one, two = (originals.keep_stream(io.BytesIO(b"noi dung")) for _ in range(2))
    assert one == two
    assert one.sha256 == hashlib.sha256(b"noi dung").hexdigest()
    assert originals.path(one.sha256).read_bytes() == b"noi dung"
    assert list(originals.all()) == [one.sha256]
    assert not list(tmp_path.glob(".part-*"))


def test_unknown_ones_are_named(tmp_path: Path) -> None:
    with pytest.raises(NotKnown):
        Originals(tmp_path).path("0" * 64)


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StateConflict, match="No space left"):
        Originals(tmp_path).keep_stream(io.BytesIO(b"x"))
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
