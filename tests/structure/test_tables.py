"""Tables joined over pages, rows made whole, headers understood."""

from __future__ import annotations

from msgspec.structs import replace

from extractor import extract
from extractor.structure.grid import grid_of
from extractor.structure.headers import find_head, role_of
from extractor.structure.roles import settle
from extractor.structure.rows import classify
from extractor.structure.tables import continues, fragment_of, joined
from tests.documents import table

HEADER = ["工 作 任 务", "工作要求", "牵头单位", "责任单位"]


def texts(rows):
    return [[slot.content.repaired().text for slot in row] for row in rows]


def test_header_words_are_known_letter_spaced_and_with_notes() -> None:
    assert role_of("牵　头　单　位") == "lead"
    assert role_of("完成时限（2024年）") == "deadline"
    assert role_of("2024年工作任务") == "task"
    assert role_of("分 管 县领导") == "leader"
    assert role_of("负责保障经费的各级人民政府") is None


def test_a_header_below_title_rows_is_found() -> None:
    grid = grid_of(
        table(
            [
                ["重点任务分解表", None, None],
                ["序号", "重点任务", "责任单位"],
                ["1", "修路。", "县交通局"],
            ],
            spans={(0, 0): (1, 3)},
        )
    )
    head = find_head(grid)
    assert head is not None
    assert (head.start, head.end) == (1, 2)
    assert [c.role for c in head.columns] == ["number", "task", "responsible"]


def test_a_header_of_two_rows_gives_each_column_its_own_meaning() -> None:
    grid = grid_of(
        table(
            [
                ["序号", "工作任务", "责任单位", None],
                [None, None, "牵头", "配合"],
                ["1", "修路。", "县交通局", "县财政局"],
            ],
            spans={(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2)},
        )
    )
    head = find_head(grid)
    assert head is not None
    assert (head.start, head.end) == (0, 2)
    assert [c.role for c in head.columns] == ["number", "task", "lead", "supporting"]


def test_a_table_of_other_things_has_no_task_header() -> None:
    for rows in (
        [["姓名", "单位", "电话"], ["甲", "乙局", "1"]],
        [["序号", "项目名称", "数量"], ["1", "桌", "3"]],
        [["名称", "时间"], ["会议", "5月"]],
    ):
        assert find_head(grid_of(table(rows))) is None


def test_a_row_cut_by_a_page_is_one_row_again() -> None:
    first = fragment_of(table([HEADER, ["1.修路。", "先勘察，再", "县交", "各乡镇"]], page=1))
    second = fragment_of(
        table([HEADER, ["", "施工。", "通局", ""], ["2.架桥。", "", "县水利局", "各乡镇"]], page=2)
    )
    assert continues([first], second)
    whole = joined([first, second])
    assert texts(whole.rows) == [
        ["1.修路。", "先勘察，再施工。", "县交通局", "各乡镇"],
        ["2.架桥。", "", "县水利局", "各乡镇"],
    ]
    assert whole.rejoined == (0,)
    assert [p.text for p in whole.repeated] == HEADER


def test_a_cut_task_cell_is_known_by_its_missing_number() -> None:
    first = fragment_of(
        table(
            [HEADER, ["1.甲。", "", "县甲局", ""], ["2.修建通往各村的", "", "县乙局", ""]], page=1
        )
    )
    second = fragment_of(table([["公路。", "", "", ""], ["3.丙。", "", "县丙局", ""]], page=2))
    rows = texts(joined([first, second]).rows)
    assert [row[0] for row in rows] == ["1.甲。", "2.修建通往各村的公路。", "3.丙。"]


def test_a_new_row_with_a_number_is_not_joined() -> None:
    first = fragment_of(table([HEADER, ["1.修路", "先勘察", "县交通局", ""]], page=1))
    second = fragment_of(table([HEADER, ["2.架桥", "", "县水利局", ""]], page=2))
    assert len(joined([first, second]).rows) == 2


def test_a_row_cut_over_three_pages_is_one_row() -> None:
    parts = [
        fragment_of(table([HEADER, ["1.修路。", "甲，", "县交通局", ""]], page=1)),
        fragment_of(table([HEADER, ["", "乙，", "", ""]], page=2)),
        fragment_of(
            table([HEADER, ["", "丙。", "", ""], ["2.架桥。", "", "县水利局", ""]], page=3)
        ),
    ]
    whole = joined(parts)
    assert texts(whole.rows)[0] == ["1.修路。", "甲，乙，丙。", "县交通局", ""]
    assert len(whole.rows) == 2


def test_a_merged_unit_cell_goes_on_below_a_page_break_only_when_a_span_proves_it() -> None:
    head = ["序号", "工作任务", "责任单位"]
    above = [head, ["1", "甲。", "县甲局"], ["2", "乙。", None]]
    merged = fragment_of(table(above, page=1, spans={(1, 2): (2, 1)}))
    plain = fragment_of(table([head, ["1", "甲。", "县甲局"], ["2", "乙。", "县甲局"]], page=1))
    below = fragment_of(table([["3", "丙。", ""]], page=2))
    assert texts(joined([merged, below]).rows)[2] == ["3", "丙。", "县甲局"]
    assert texts(joined([plain, below]).rows)[2] == ["3", "丙。", ""]


def test_columns_of_another_width_are_matched_by_place() -> None:
    first = fragment_of(
        table([HEADER, ["1.甲。", "做", "县甲局", "县乙局"]], page=1, edges=(0, 100, 300, 400, 500))
    )
    second = fragment_of(table([["2.丙。", "办", "县丁局"]], page=2, edges=(0, 100, 310, 400)))
    assert continues([first], second)
    assert texts(joined([first, second]).rows)[1] == ["2.丙。", "办", "县丁局", ""]


def test_where_the_others_grew_alike_the_lost_column_is_the_empty_one() -> None:
    head = ["序号", "工作任务", "责任单位", "完成时限", "备注"]
    row = ["1", "修路。", "县交通局", "6月底前", ""]
    first = fragment_of(table([head, row], page=1, edges=(0, 40, 240, 340, 420, 500)))
    grown = (0, 47.6, 285.7, 404.8, 500)  # the first four, as wide as the five were
    second = fragment_of(table([["2", "架桥。", "县水利局", "9月底前"]], page=2, edges=grown))
    assert continues([first], second)
    assert texts(joined([first, second]).rows)[1] == ["2", "架桥。", "县水利局", "9月底前", ""]


def test_rows_are_headings_tasks_and_notes() -> None:
    grid = table(
        [
            ["工作任务", "责任单位"],
            ["一、交通", None],
            ["（一）公路", ""],
            ["1.修路。", "县交通局"],
            ["2.架桥。", ""],
            ["注：排名不分先后。", None],
        ],
        spans={(1, 0): (1, 2), (5, 0): (1, 2)},
    )
    whole = joined([fragment_of(grid)])
    columns = settle(whole.heads, whole.rows)
    kinds = [row.kind for row in classify(whole.rows, columns, spans_known=True)]
    assert kinds == ["section", "section", "task", "task", "note"]


def test_responsible_beside_supporting_leads_and_only_then() -> None:
    def roles(*header: str):
        grid = grid_of(table([list(header), ["1"] * len(header)]))
        head = find_head(grid)
        assert head is not None
        return settle(head.columns, grid.rows[1:])

    assert roles("工作任务", "责任单位", "配合单位").responsible_leads
    assert not roles("工作任务", "牵头单位", "责任单位", "配合单位").responsible_leads
    assert not roles("工作任务", "责任单位").responsible_leads


def test_a_task_column_of_merged_headings_is_a_category() -> None:
    grid = grid_of(
        table(
            [
                ["工作任务", "工作要求", "责任单位"],
                ["一、交通", "修路。", "县交通局"],
                [None, "架桥。", "县交通局"],
                ["二、水利", "清淤。", "县水利局"],
            ],
            spans={(1, 0): (2, 1)},
        )
    )
    head = find_head(grid)
    assert head is not None
    settled = settle(head.columns, _below(grid))
    assert [h.role for h in settled.heads] == ["category", "task", "responsible"]


def _below(grid):
    return [tuple(replace(slot, row=slot.row - 1) for slot in row) for row in grid.rows[1:]]


def test_the_text_of_a_merged_cell_cut_by_a_page_is_made_whole_for_all_its_rows() -> None:
    head = ["序号", "工作任务", "责任单位"]
    above = [head, ["1", "甲。", "县教育局、县人力资源和社"], ["2", "乙。", None]]
    first = fragment_of(table(above, page=1, spans={(1, 2): (2, 1)}))
    second = fragment_of(table([["3", "丙。", "会保障局"], ["4", "丁。", "县水利局"]], page=2))
    rows = texts(joined([first, second]).rows)
    assert [row[2] for row in rows] == ["县教育局、县人力资源和社会保障局"] * 3 + ["县水利局"]


def test_a_cut_row_under_a_merged_group_is_whole_again() -> None:
    head = ["类别", "工作任务", "责任单位"]
    first = fragment_of(
        table(
            [head, ["交通", "修路。", "县交通局"], [None, "架桥。", "县水利局（县河长"]],
            page=1,
            spans={(1, 0): (2, 1)},
        )
    )
    second = fragment_of(table([head, ["", "", "办）"], ["水利", "清淤。", "县水利局"]], page=2))
    rows = texts(joined([first, second]).rows)
    assert [row[1:] for row in rows] == [
        ["修路。", "县交通局"],
        ["架桥。", "县水利局（县河长办）"],
        ["清淤。", "县水利局"],
    ]


def test_a_merged_task_cut_by_a_page_is_known_by_the_full_stops_of_the_others() -> None:
    head = ["序号", "工作任务", "具体措施", "责任单位"]
    above = [
        head,
        ["1", "修路。", "勘察。", "县交通局"],
        ["2", "架桥。", "勘察。", "县交通局"],
        ["3", "疏浚全县", "普查。", "县水利局"],
        [None, None, "清淤。", "县水利局"],
    ]
    first = fragment_of(table(above, page=1, spans={(3, 0): (2, 1), (3, 1): (2, 1)}))
    second = fragment_of(table([["", "河道。", "绿化。", "县林业局"]], page=2))
    rows = texts(joined([first, second]).rows)
    assert [row[1] for row in rows[2:]] == ["疏浚全县河道。"] * 3
    assert rows[4] == ["3", "疏浚全县河道。", "绿化。", "县林业局"]


def test_a_further_row_of_a_group_is_no_rest_of_the_row_above() -> None:
    head = ["序号", "工作任务", "具体措施", "责任单位"]
    first = fragment_of(table([head, ["1", "修路。", "先勘察。", "县交通局"]], page=1))
    second = fragment_of(
        table(
            [head, ["", "", "再施工。", "县住建局"], ["2", "架桥。", "勘察。", "县水利局"]], page=2
        )
    )
    rows = texts(joined([first, second]).rows)
    assert rows == [
        ["1", "修路。", "先勘察。", "县交通局"],
        ["1", "修路。", "再施工。", "县住建局"],
        ["2", "架桥。", "勘察。", "县水利局"],
    ]


def _classified(block):
    whole = joined([fragment_of(block)])
    return classify(whole.rows, settle(whole.heads, whole.rows), spans_known=True)


def test_rows_counted_in_chinese_head_the_rows_counted_in_arabic_numerals() -> None:
    rows = _classified(
        table(
            [
                ["序号", "项目名称", "责任单位", "完成时限"],
                ["一", "产业项目（2个）", "", ""],
                ["1", "冷链物流基地", "县商务局", "年底前"],
                ["2", "标准厂房", "", ""],
                ["（二）", "民生项目", "", ""],
                ["3", "县人民医院新院区", "县卫健局", "6月底前"],
                ["三", "其他", "县政府办", ""],
            ]
        )
    )
    assert [row.kind for row in rows[:5]] == ["section", "task", "task", "section", "task"]
    assert rows[5].kind == "task", "a row that names a unit is a task"
    assert [row.heading.text for row in rows if row.heading is not None] == [
        "一\u3000产业项目（2个）",
        "（二）\u3000民生项目",
    ]


def test_a_table_that_counts_all_its_rows_in_chinese_has_no_groups() -> None:
    rows = _classified(
        table([["序号", "工作任务", "责任单位"], ["一", "修路", ""], ["二", "架桥", "县交通局"]])
    )
    assert [row.kind for row in rows] == ["task", "task"]


def _roles(block):
    whole = joined([fragment_of(block)])
    return [head.role for head in settle(whole.heads, whole.rows).heads]


def test_a_column_of_the_text_s_numbers_is_no_task_and_unknown_words_head_it() -> None:
    grid = table(
        [
            ["序号", "对应任务", "细则名称", "细则内容", "牵头部门"],
            ["1", "（一）", "运营授权方案", "明确授权的范围和流程。", "省数据局"],
            ["2", "（二）", "数据归集清单", "明确来源和时序安排。", "省数据局"],
            ["3", "（四）", "算力建设方案", "明确算力的技术架构。", "省经信厅"],
        ]
    )
    assert _roles(grid) == ["number", None, "task", "requirement", "lead"]


def test_a_number_under_one_header_cell_with_its_text_is_the_number() -> None:
    grid = table(
        [
            ["工作任务", "具体要求", None, "责任科室", "时限要求"],
            ["深化解读", "1", "提升解读的质量和形式。", "办公室", "年底前"],
            ["主动公开", "2", "规范发布公开的内容。", "各科室", "持续推进"],
        ],
        spans={(0, 1): (1, 2)},
    )
    assert _roles(grid) == ["task", "number", "requirement", "responsible", "deadline"]


def test_texts_under_an_unknown_word_are_what_rows_of_a_group_require() -> None:
    grid = table(
        [
            ["序号", "重点工作", "承接设想", "责任单位"],
            ["1", "扩容算力", "争取国家算力项目落地。", "市数据局"],
            ["2", None, "启动机房的建设工作。", "市数据局"],
            ["3", "完善链条", "绘制全市的产业图谱。", "市经信局"],
            ["4", None, "开展精准的招商引资。", "市商务局"],
        ],
        spans={(1, 1): (2, 1), (3, 1): (2, 1)},
    )
    assert _roles(grid) == ["number", "task", "requirement", "responsible"]
    remarks = table(
        [
            ["序号", "重点工作", "承接设想", "责任单位"],
            ["1", "扩容算力", "争取国家算力项目落地。", "市数据局"],
            ["2", "启动机房", "启动机房的建设工作。", "市数据局"],
            ["3", "完善链条", "绘制全市的产业图谱。", "市经信局"],
        ]
    )
    assert _roles(remarks)[2] is None, "a task of each row leaves the other column as it is"


def test_a_row_of_counts_with_an_ordinal_heads_the_rows_below_it() -> None:
    source = (
        "# 青川县重大项目清单\n\n|序号|领域分类|项目名称|总投资|责任单位|\n|-|-|-|-|-|\n"
        "|一|道路|项目数2个|30.5||\n||1|县道大修|20|县交通局|\n||2|桥梁加固|10.5|县水利局|\n"
        "|二|水利|项目1个|5|/|\n||3|清淤|5|县水利局|\n"
    )
    found = extract(source.encode(), name="notice.md")
    assert [(task.task, task.section_path) for task in found.tasks] == [
        ("县道大修", ("道路　项目数2个30.5",)),
        ("桥梁加固", ("道路　项目数2个30.5",)),
        ("清淤", ("水利　项目1个5 /",)),
    ]
    assert not found.coverage.unplaced


def test_ordinals_that_follow_one_another_count_tasks() -> None:
    source = (
        "|序号|工作任务|数量|责任单位|\n|-|-|-|-|\n"
        "|一|修路|3|县交通局|\n|二|修桥|2||\n|三|清沟|4|县水利局|\n"
    )
    found = extract(f"# 青川县工作任务分解表\n\n{source}".encode(), name="notice.md")
    assert [task.task for task in found.tasks] == ["修路", "修桥", "清沟"]
