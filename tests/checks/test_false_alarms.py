"""What rules must not say: alarms that real, issued notices once raised for nothing."""

from extractor.checks import check_source
from extractor.checks.model_notice import task_table, written

PICTURE = "![](images/1.jpg)"


def codes(text: str, **more):
    return [finding.code for finding in check_source(text.encode(), name="a.md", **more)]


def test_nothing_is_missing_where_a_picture_may_show_it():
    absent = {"number": "", "addressees": "", "date": ""}
    for part, code in (("number", "N06"), ("date", "S01")):
        assert code in codes(written({part: ""})), part
        assert code not in codes(written({part: "", "after": PICTURE})), part
    assert not {"N06", "A01", "S01"} & set(codes(written({**absent, "after": PICTURE})))


def test_a_sentence_cut_off_by_a_picture_may_close_its_mark_there():
    cut = "全面落实《国"
    assert "P11" in codes(written({"second_text": cut + "务院办公厅通知。"}))
    assert "P11" not in codes(written({"second_text": f"{cut}\n\n{PICTURE}"}))


def test_below_a_title_a_date_stands_in_brackets():
    bulletin = "测试市2022年国民经济和社会发展统计公报\n\n测试市统计局\n\n（2023年{}月12日）\n\n"
    text = bulletin + "2022年，全市上下努力，经济平稳增长。\n\n一、综合\n\n全年产值增长。\n"
    assert "S02" not in codes(text.format("4"))
    assert "S02" in codes(text.format("04"))


def test_a_list_goes_on_after_a_box_in_its_first_item():
    box = "专栏1　基础理论\n\n1.大数据智能。\n\n2.跨媒体感知。\n\n3.群体智能。"
    text = "1.建立理论体系。突破基础理论。\n\n{}\n\n{}.建立技术体系。突破关键技术。"
    assert "B02" not in codes(written({"third": text.format(box, 2)}))
    assert "B02" in codes(written({"third": text.format(box, 6)}))


def test_an_ending_shared_by_a_list_is_no_other_form():
    row = "{} | 推进审批制度改革，公布{}清单。 | 省财政厅 | {} | 2024年10月"
    rows = (row.format(1, "事项", "三明市政府"), row.format(2, "收费", "三明、福州市政府"))
    found = codes(written({"table": task_table(*rows)}))
    assert "U02" not in found


def test_a_quotation_that_a_straight_mark_closes_is_mended_as_such_and_not_unpaired():
    text = '打造“一超多专"平台，对入选的“双跨"平台和"六稳”工作给予支持，报送区政府办公室。'
    told = [
        finding
        for finding in check_source(written({"second_text": text}).encode(), name="a.md")
        if finding.code in {"P03", "P11"}
    ]
    assert [finding.code for finding in told] == ["P03"]
    assert [one.edit.replacement for one in told[0].edits] == ["”", "”", "“"]


def test_straight_marks_whose_pairs_are_in_doubt_are_not_mended():
    text = '打造"一超“多专"平台和"双跨"平台，报送区政府办公室。'
    for finding in check_source(written({"second_text": text}).encode(), name="a.md"):
        assert finding.code != "P03" or not finding.edits


def test_a_title_that_stands_for_several_documents_is_none_of_theirs():
    title = "三明市沙县区人民政府办公室关于印发文化单位转制为企业和支持文化企业发展{}的通知"
    parts = {"first": "", "first_text": "", "second": "", "attachment_note": "", "attachment": ""}
    parts["attachment_title"] = "文化单位转制为企业的规定"
    assert "X06" not in codes(written({**parts, "title": title.format("两个规定")}))
    assert "X06" in codes(written({**parts, "title": title.format("的规定")}))


def test_a_file_whose_font_is_broken_is_told_once():
    found = codes(written({"second_text": "请\ue001各\ue002责\ue003任" * 10 + "单位报送。"}))
    assert found.count("P07") == 1


def test_measures_below_one_merged_number_are_one_task_s():
    row = "<tr>{}<td>{}</td><td>区财政局</td><td>2024年9月</td></tr>"
    number = '<td rowspan="2">{}</td><td rowspan="2">加强收费管理。</td>'
    merged = "".join(
        row.format(number.format(at), f"公布第{at}批清单。") + row.format("", f"检查第{at}批清单。")
        for at in (1, 2, 3)
    )
    twice = "".join(
        row.format(f"<td>{at}</td><td>任务{at}。</td>", f"公布第{at}批清单。")
        for at in (1, 2, 2, 3)
    )
    head = "".join(f"<th>{name}</th>" for name in ("序号", "任务", "措施", "牵头单位", "时限"))
    page = (
        "<meta charset=utf-8><p>沙政办〔2024〕8号</p>"
        "<p>三明市沙县区人民政府办公室关于加强收费管理的通知</p>"
        "<p>各乡镇人民政府：</p><p>请认真执行。</p><table border=1><tr>{}</tr>{}</table>"
    )
    for rows, wanted in ((merged, False), (twice, True)):
        found = check_source(page.format(head, rows).encode(), name="a.html")
        assert ("B03" in {finding.code for finding in found}) is wanted


def test_the_day_of_a_page_is_no_date_of_issue_in_another_form():
    assert "S02" in codes(written({"date": "2024-04-16"}))
    page = "# 异地就医备案快速办理\n\n2023-12-14\n\n一、申请\n\n参保人可在网上申请备案。\n"
    assert "S02" not in codes(page)


def test_a_note_below_a_title_that_says_more_than_the_day_keeps_its_words():
    text = (
        "测试市市场主体登记管理办法\n\n（2021年7月27日测试市人民政府令第146号公布）\n\n"
        "第一条　为了规范登记，制定本办法。\n\n第二条　本办法自公布之日起施行。\n"
    )
    assert "S02" not in codes(text)


def test_words_of_a_crawler_are_no_addressees():
    assert "A02" not in codes(written({"addressees": "Markdown Content:"}))
    assert "A02" in codes(written({"addressees": "各乡镇人民政府:"}))
