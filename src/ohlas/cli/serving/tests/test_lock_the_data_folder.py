from pathlib import Path

import pytest

from ohlas.cli.serving import serve
from ohlas.cli.serving.folder import FolderLock, FolderTakenError
from ohlas.lib.config import load

ADDRESS = "http://127.0.0.1:8123/"


def test_a_second_lock_learns_where_the_folder_is_served(tmp_path: Path) -> None:
    with FolderLock(tmp_path) as first:
        first.announce(ADDRESS)
        with pytest.raises(FolderTakenError) as taken, FolderLock(tmp_path):
            pass
    assert taken.value.address == ADDRESS


def test_a_second_start_prints_the_running_address_and_ends_well(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with FolderLock(tmp_path) as first:
        first.announce(ADDRESS)
        assert serve(load({"OHLAS_HOME": str(tmp_path)})) == 0
    assert ADDRESS in capsys.readouterr().out


def test_a_lock_that_ended_can_be_taken_again(tmp_path: Path) -> None:
    with FolderLock(tmp_path) as first:
        first.announce(ADDRESS)
    with FolderLock(tmp_path) as second:
        second.announce("http://127.0.0.1:8124/")


def test_two_folders_are_served_side_by_side(tmp_path: Path) -> None:
    with FolderLock(tmp_path / "a"), FolderLock(tmp_path / "b"):
        pass
