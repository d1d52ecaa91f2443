"""The notice that the examples of rules change in one place: nothing is wrong with it.

Every part is printed here once, in the order of GB/T 9704-2012. An example names the part it
replaces; the rest stands around it, so that a rule is tried on a whole notice.
"""

from __future__ import annotations

from collections.abc import Mapping

from extractor.checks.rule import Both

TASK_COLUMNS = "序号 | 工作任务 | 牵头单位 | 责任单位 | 完成时限"


def task_table(*rows: str, header: str = TASK_COLUMNS) -> str:
    """Return a table of tasks as Markdown; cells are parted by ``|``."""
    rule = " | ".join("---" for _ in header.split("|"))
    return "\n".join(f"| {row} |" for row in (header, rule, *rows))


PARTS: Mapping[str, str] = {
    "above": "",
    "mark": "三明市沙县区人民政府办公室",
    "number": "沙政办〔2024〕12号",
    "title": "三明市沙县区人民政府办公室关于做好2024年优化营商环境重点工作的通知",
    "addressees": "各乡（镇）人民政府、街道办事处，区人民政府各部门：",
    "opening": (
        "为贯彻落实《三明市人民政府办公室关于印发2024年三明市优化营商环境工作要点的通知》"
        "（明政办〔2024〕9号）要求，做好2024年全区优化营商环境工作，经区政府同意，"
        "现就有关事项通知如下："
    ),
    "first": "一、加强组织领导",
    "first_text": (
        "各责任单位要对照任务分解表，细化工作措施，明确专人负责，确保各项任务按期完成。"
    ),
    "second": "二、做好信息报送",
    "second_text": "请各责任单位于2024年12月20日前将工作总结报送区政府办公室。",
    "third": "",
    "attachment_note": "附件：2024年沙县区优化营商环境重点任务分解表",
    "signature": "三明市沙县区人民政府办公室",
    "date": "2024年4月16日",
    "note": "（此件主动公开）",
    "attachment": "附件",
    "attachment_title": "2024年沙县区优化营商环境重点任务分解表",
    "table": task_table(
        "1 | 压缩企业开办时间，推行全程网上办理。 | 区市场监管局 | 区税务局、区公安局 "
        "| 2024年9月底前",
        "2 | 推进工程建设项目审批制度改革，公布审批事项清单。 | 区住建局 "
        "| 区自然资源局、区发改局 | 2024年10月底前",
        "3 | 开展涉企收费专项检查，公布收费目录清单。 | 区财政局 | 区发改局、区民政局 "
        "| 2024年11月底前",
    ),
    "after": "",
    "copied": "抄送：区委办公室，区人大常委会办公室，区政协办公室。",
    "printed": "三明市沙县区人民政府办公室　2024年4月16日印发",
}

NAMES: Mapping[str, Both] = {
    "above": Both("what stands above it", "版头以上内容"),
    "mark": Both("issuing authority's mark", "发文机关标志"),
    "number": Both("document number", "发文字号"),
    "title": Both("title", "标题"),
    "addressees": Both("addressees", "主送机关"),
    "opening": Both("opening", "开头"),
    "first": Both("first heading", "第一个标题"),
    "first_text": Both("text under it", "其下正文"),
    "second": Both("second heading", "第二个标题"),
    "second_text": Both("text under it", "其下正文"),
    "third": Both("third heading", "第三个标题"),
    "attachment_note": Both("attachment note", "附件说明"),
    "signature": Both("signature", "发文机关署名"),
    "date": Both("date of signature", "成文日期"),
    "note": Both("note", "附注"),
    "attachment": Both("the word 附件", "“附件”字样"),
    "attachment_title": Both("title of the attachment", "附件标题"),
    "table": Both("table of tasks", "任务分解表"),
    "after": Both("what follows the table", "表后内容"),
    "copied": Both("copied to", "抄送机关"),
    "printed": Both("printing authority and date", "印发机关和印发日期"),
}
"""What each part is called, for examples that leave it out."""


def written(changes: Mapping[str, str] | None = None) -> str:
    """Return the notice as Markdown, some parts replaced; an empty part is left out.

    Raises:
        KeyError: There is no part of that name.
    """
    changes = changes or {}
    for name in changes:
        PARTS[name]
    parts = (changes.get(name, text) for name, text in PARTS.items())
    return "\n\n".join(part for part in parts if part) + "\n"
