import re
from pathlib import Path

from extractor.writers.columns import EXPLODED, JOINED

PAGE = Path(__file__).parents[2] / "docs" / "outputs.md"


def test_the_page_about_outputs_has_every_column_in_order():
    listed = re.findall(r"^\| `(\w+)` \| (\w+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    units = [column for column in EXPLODED if column not in JOINED]
    assert listed == [(column.name, column.chinese) for column in (*JOINED, *units)]
