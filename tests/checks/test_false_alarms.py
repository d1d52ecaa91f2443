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
