"""Letterhead and imprint set as tables are read as the lines they are."""

import io

from docx import Document

from extractor.api import extract


def _notice() -> bytes:
    word = Document()
    head = word.add_table(rows=4, cols=2)
    head.cell(0, 0).text = "江苏省财政厅\n江苏省科学技术厅"
    head.cell(0, 1).text = "文件"
    head.cell(1, 0).merge(head.cell(1, 1)).text = "苏财规〔2019〕9号"
    head.cell(2, 0).merge(head.cell(2, 1)).text = "─────────────────"
    for text in (
        "江苏省财政厅 江苏省科学技术厅关于做好高新技术企业培育工作的通知",
        "各设区市财政局、科技局：",
        "为加强高新技术企业培育工作，现就有关事项通知如下，请认真贯彻执行。",
        "江苏省财政厅　　江苏省科学技术厅",
        "2019年11月8日",
        "（此页无正文）",
    ):
        word.add_paragraph(text)
    foot = word.add_table(rows=3, cols=1)
    foot.cell(0, 0).text = "信息公开选项：主动公开"
    foot.cell(1, 0).text = "抄送：省审计厅。"
    foot.cell(2, 0).text = "江苏省财政厅办公室　2019年11月12日印发"
    made = io.BytesIO()
    word.save(made)
    return made.getvalue()


def test_the_letterhead_gives_number_and_issuers() -> None:
    notice = extract(_notice(), name="notice.docx")
    assert notice.document_number is not None
    assert notice.document_number.text == "苏财规〔2019〕9号"
    assert [unit.text for unit in notice.issuers] == ["江苏省财政厅", "江苏省科学技术厅"]
    assert notice.tables == ()


def test_the_imprint_gives_openness_copies_and_printer() -> None:
    notice = extract(_notice(), name="notice.docx")
    assert notice.disclosure == "主动公开"
    assert [unit.text for unit in notice.copied_to] == ["省审计厅"]
    assert notice.printer == "江苏省财政厅办公室"
    assert notice.print_date == "2019-11-12"


def test_every_character_is_counted() -> None:
    coverage = extract(_notice(), name="notice.docx").coverage
    assert coverage.unplaced == ()
    assert coverage.characters == coverage.placed + coverage.furniture


def test_a_table_of_tasks_at_the_end_is_no_imprint() -> None:
    word = Document(io.BytesIO(_notice()))
    table = word.add_table(rows=2, cols=3)
    for column, text in enumerate(("序号", "工作任务", "责任单位")):
        table.cell(0, column).text = text
    for column, text in enumerate(("1", "推行网上办理。", "省财政厅")):
        table.cell(1, column).text = text
    made = io.BytesIO()
    word.save(made)
    notice = extract(made.getvalue(), name="notice.docx")
    assert [task.task for task in notice.tasks] == ["推行网上办理。"]
