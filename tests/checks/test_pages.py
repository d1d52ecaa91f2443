"""The pages of docs/rules/ say what the rules say."""

from docs.make_rule_pages import FOLDER
from extractor.checks import builtin_rules
from extractor.checks.listing import pages


def test_the_pages_are_current() -> None:
    kept = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    assert kept == pages(), "run make docs"


def test_every_rule_has_its_heading_in_both_languages() -> None:
    for suffix in ("", ".zh-CN"):
        text = "\n".join(body for name, body in pages().items() if name.endswith(f"{suffix}.md"))
        for rule in builtin_rules():
            assert f"## {rule.code} {rule.name}\n" in text
            assert f"#{rule.code.lower()}-{rule.name})" in text
