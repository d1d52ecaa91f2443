"""``extractor eval`` on a notice and labels of our own."""

from __future__ import annotations

import hashlib

import msgspec
import pytest

from extractor.evaluation import half_of
from tests.cli.command import NOTICE, run

SEEN, UNSEEN = "c", "d"
"""SHA-1 of c begins with 8, that of d with 3."""


def labels(identity, **changes):
    return {
        "id": identity,
        "file": "notice.txt",
        "sha256": hashlib.sha256(NOTICE.encode()).hexdigest(),
        "tasks": [
            {
                "number": "1",
                "begins": "编制“一张表”。",
                "lead": ["县发改局"],
                "responsible": ["县教育局", "县民政局"],
            },
            {
                "number": "2",
                "begins": "公开“一张网”。",
                "lead": ["县教育局"],
                "responsible": ["各乡（镇）人民政府"],
            },
        ],
        **changes,
    }


@pytest.fixture
def gold(tmp_path):
    """Return a function that writes labels into a folder and returns the folder."""
    (tmp_path / "notice.txt").write_text(NOTICE, "utf-8")
    folder = tmp_path / "gold"
    folder.mkdir()

    def write(*many):
        for number, value in enumerate(many):
            (folder / f"{number}.json").write_bytes(msgspec.json.encode(value))
        return folder

    return write


def measured(folder, *options):
    return run("eval", folder, "--notices", folder.parent, *options)


def test_labels_that_agree_are_a_clean_run(gold):
    ended = measured(gold(labels(SEEN)), "--min-f1", "1")
    assert (ended.code, ended.talk) == (0, [])
    lines = ended.out.decode().splitlines()
    assert "role" + " " * 9 + "         5         5         5" + "    1.0000" * 3 in lines
    assert lines[-1].startswith("exact")


def test_a_difference_is_a_line_and_a_score_below_the_floor_fails(gold):
    wrong = labels(SEEN)
    wrong["tasks"][0]["lead"] = ["县财政局"]
    folder = gold(wrong)
    assert measured(folder).code == 0
    ended = measured(folder, "--min-f1", "role=0.9")
    assert ended.code == 1
    assert ended.talk == ["extractor: F1 of role is 0.8000, below 0.9"]
    assert "unit: c #1: expected 县财政局; got 县发改局" in ended.out.decode().splitlines()
    assert "应为 县财政局；实为 县发改局" in measured(folder, "--lang", "zh").out.decode()


def test_json_has_scores_and_differences(gold):
    wrong = labels(SEEN)
    del wrong["tasks"][1]
    value = msgspec.json.decode(measured(gold(wrong), "--output-format", "json").out)
    assert value["total"]["task"] == {
        "expected": 1,
        "found": 2,
        "right": 1,
        "precision": 0.5,
        "recall": 1.0,
        "f1": pytest.approx(2 / 3),
    }
    (notice,) = value["notices"]
    assert (notice["id"], notice["half"]) == (SEEN, "seen")
    assert [entry["field"] for entry in notice["differences"]] == ["task"]


def test_the_id_decides_the_half(gold):
    folder = gold(labels(SEEN), labels(UNSEEN))
    assert (half_of(SEEN), half_of(UNSEEN)) == ("seen", "unseen")

    def ids(*options):
        out = measured(folder, "--output-format", "json", *options).out
        return [entry["id"] for entry in msgspec.json.decode(out)["notices"]]

    assert ids() == [SEEN, UNSEEN]
    assert ids("--half", "seen") == [SEEN]
    assert ids("--unseen") == [UNSEEN]
    assert measured(folder, "--unseen", "--half", "seen").code == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"file": "none.txt"}, "[io]"),
        ({"sha256": "0" * 64}, "[other-bytes]"),
        ({"taks": []}, "[schema]"),
    ],
)
def test_what_cannot_be_measured_is_said_and_fails(gold, changes, code):
    ended = measured(gold(labels(SEEN), labels(UNSEEN, **changes)))
    assert ended.code == 1
    assert len(ended.talk) == 1
    assert code in ended.talk[0]
    assert " 5         5         5" in ended.out.decode()


def test_nothing_to_measure_is_exit_code_2(gold, tmp_path):
    assert measured(gold()).code == 2
    assert measured(gold(labels(SEEN)), "--unseen").code == 2


def test_an_unknown_field_or_a_share_above_one_is_bad_usage(gold):
    folder = gold(labels(SEEN))
    assert measured(folder, "--min-f1", "colour=1").code == 2
    assert measured(folder, "--min-f1", "95").code == 2
