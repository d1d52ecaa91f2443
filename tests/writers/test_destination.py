import os
from pathlib import Path

import pytest

from extractor.writers.destination import opened


def test_a_file_appears_whole(tmp_path):
    target = tmp_path / "out.json"
    with opened(str(target)) as out:
        out.write(b"half")
        assert not target.exists()
        out.write(b", whole")
    assert target.read_bytes() == b"half, whole"
    assert list(tmp_path.iterdir()) == [target]


def test_a_fault_leaves_the_old_file_and_no_litter(tmp_path):
    target = tmp_path / "out.json"
    target.write_bytes(b"old")
    with pytest.raises(TypeError), opened(str(target)) as out:
        out.writelines([b"new", None])
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_permissions_of_a_replaced_file_stay(tmp_path):
    target = tmp_path / "out.json"
    target.touch()
    target.chmod(0o640)
    with opened(str(target)) as out:
        out.write(b"new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_usual_permissions(tmp_path):
    usual = tmp_path / "usual"
    usual.touch()
    with opened(str(tmp_path / "new")) as out:
        out.write(b"new")
    assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode


def test_a_link_stays_a_link(tmp_path):
    target = tmp_path / "real"
    target.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to(target)
    with opened(str(link)) as out:
        out.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_device_is_written_to_and_stays():
    with opened(os.devnull) as out:
        out.write(b"gone")
    assert Path(os.devnull).is_char_device()


def test_a_folder_cannot_be_written(tmp_path):
    with pytest.raises(OSError, match="directory"), opened(str(tmp_path)):
        pass
    with pytest.raises(FileNotFoundError), opened(str(tmp_path / "no" / "out")):
        pass
