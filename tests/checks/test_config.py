from pathlib import Path

import pytest

from extractor.checks.config import find_config, load_config
from extractor.checks.rules import builtin_rules
from extractor.checks.setup import Options, job_of, settings
from extractor.errors import BadConfig


def written(folder: Path, text: str, name: str = "extractor.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_every_setting_is_read_and_paths_are_from_its_folder(tmp_path):
    path = written(
        tmp_path,
        """
        [check]
        profile = "archive"
        select = ["N", "P01"]
        extend-select = ["B"]
        ignore = ["P"]
        fail-on = "error"
        registry = "units.csv"
        against = ["issued"]
        baseline = "known.json"
        rules = ["house.toml"]
        plugins = "none"
        [check.severity]
        N01 = "warning"
        [check.per-file-ignores]
        "archive/**" = ["P"]
        [check.thresholds]
        max-leads = 5
        """,
    )
    config = load_config(path)
    assert config.profile == "archive"
    assert config.select == ("N", "P01")
    assert config.extend_select == ("B",)
    assert config.ignore == ("P",)
    assert config.fail_on == "error"
    assert config.registry == str(tmp_path / "units.csv")
    assert config.against == (str(tmp_path / "issued"),)
    assert config.baseline == str(tmp_path / "known.json")
    assert config.rules == (str(tmp_path / "house.toml"),)
    assert config.plugins == "none"
    assert config.severity == {"N01": "warning"}
    assert config.per_file_ignores == {"archive/**": ("P",)}
    assert config.thresholds.max_leads == 5


def test_pyproject_counts_only_with_a_table_of_ours(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    mine = written(tmp_path, '[tool.extractor.check]\nselect = ["N"]\n', "pyproject.toml")
    written(tmp_path / "a", "[tool.other]\n", "pyproject.toml")
    assert find_config(inner) == mine
    assert load_config(mine).select == ("N",)
    nearer = written(tmp_path / "a", "[check]\n")
    assert find_config(inner) == nearer


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[check]\nselekt = ["N"]', "check.selekt: there is no such key"),
        ('[check]\nselect = "N"', "check.select: expected `array | null`, got `str`"),
        ('[check]\nselect = ["N", 1]', "check.select[1]: expected `str`, got `int`"),
        ('[check.severity]\nN01 = "grave"', "check.severity.N01: expected one of error, warning,"),
        ("[check.severity]\nN01 = 3", "check.severity.N01: expected"),
        ("[check.thresholds]\nmax-leads = 0", "check.thresholds.max-leads: expected `int` >= 1"),
        ("[check.thresholds]\nmax = 0", "check.thresholds.max: there is no such key"),
        ('[check]\nprofile = "old"', "check.profile: expected one of new, archive"),
        ('[check]\nfail-on = "all"', "check.fail-on: expected one of error, warning, info"),
        ('[check.per-file-ignores]\n"a/**" = "N"', "check.per-file-ignores.a/**: expected `array`"),
        ("check = 3", "check: expected a table"),
        ("[check", "is no TOML: "),
        ('select = ["N"]', "select: belongs in the table check"),
    ],
)
def test_a_mistake_is_one_line_with_file_and_key(tmp_path, text, message):
    path = written(tmp_path, text)
    with pytest.raises(BadConfig) as raised:
        load_config(path)
    said = str(raised.value)
    assert said.startswith(f"{path}: {message}")
    assert "\n" not in said


def test_in_pyproject_the_key_has_its_whole_path(tmp_path):
    path = written(tmp_path, "[tool.extractor.check]\nbase = 1\n", "pyproject.toml")
    with pytest.raises(BadConfig, match=r"pyproject\.toml: tool\.extractor\.check\.base: there is"):
        load_config(path)


def test_files_that_are_no_text_or_not_there(tmp_path):
    binary = tmp_path / "extractor.toml"
    binary.write_bytes(b"\xff\xfe")
    with pytest.raises(BadConfig, match="byte 0 is not UTF-8"):
        load_config(binary)
    with pytest.raises(BadConfig, match="No such file"):
        load_config(tmp_path / "none.toml")


def test_options_go_before_settings(tmp_path):
    path = written(
        tmp_path, '[check]\nselect = ["N"]\nignore = ["P"]\nfail-on = "error"\nprofile = "archive"'
    )
    held = settings(Options(select=("B",), extend_select=("P01",), fail_on="info"), path)
    assert (held.select, held.extend_select, held.ignore) == (("B",), ("P01",), ("P",))
    assert (held.fail_on, held.profile) == ("info", "archive")
    assert settings(Options(), path, isolated=True).select is None


def test_a_selector_that_names_no_rule_is_refused_with_its_key(tmp_path):
    path = written(tmp_path, '[check.per-file-ignores]\n"*.md" = ["N99"]')
    with pytest.raises(BadConfig, match=r"per-file-ignores\.\*\.md: no rule is called N99"):
        job_of(settings(Options(), path))


def test_by_default_a_job_has_every_rule_that_ships():
    job, faults = job_of(settings(Options(), isolated=True))
    assert {rule.code for rule in builtin_rules()} <= {rule.code for rule in job.rules}
    assert faults == ()
