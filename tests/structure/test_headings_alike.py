"""Numbered paragraphs of one list are headings or text all alike."""

from __future__ import annotations

from extractor import extract

TITLE = "青川县道路养护资金管理办法"


def sections(*lines: str) -> list[str]:
    notice = extract("\n".join([TITLE, *lines]).encode())
    assert notice.coverage.unplaced == ()
    return [f"{one.id} {one.label}{one.title}" for one in notice.sections]


def test_articles_are_text_though_items_stand_below_some() -> None:
    assert sections(
        "第一章　总　则",
        "第一条　为加强资金管理，根据有关规定，制定本办法。",
        "第二条　资金使用应当遵循下列原则：",
        "（一）公开透明；",
        "（二）专款专用。",
        "县财政局负责解释。",
        "第二章　附则",
        "第三条　本办法自发布之日起施行。",
    ) == ["1 第一章总　则", "2 第二章附则"]


def test_articles_with_titles_of_their_own_are_headings() -> None:
    assert sections(
        "第一条　（目的与依据）",
        "为加强资金管理，根据有关规定，制定本办法。",
        "第二条　（适用范围）",
        "本县范围内的道路养护，适用本办法。",
    ) == ["1 第一条（目的与依据）", "2 第二条（适用范围）"]


def test_the_last_item_of_a_list_is_an_item_though_text_follows() -> None:
    found = sections(
        "一、总体要求",
        "下列说法应当坚持：",
        "①建管并重",
        "②预防为主",
        "③分级负责",
        "各单位要认真落实，确保取得实效。",
        "二、职责分工",
        "县交通运输局负责统筹。",
    )
    assert found == ["1 一、总体要求", "2 二、职责分工"]


def test_decisions_are_no_headings_though_text_follows_one_of_them() -> None:
    found = sections(
        "一、道路养护的范围包括县道、乡道和与之相连接的专用道路的全部路段和附属设施。",
        "具体范围由县交通运输局公布。",
        "二、道路养护所需资金，由县财政局会同县交通运输局按照预算管理的有关规定核定，并按年度拨付；"
        "确需调整的，由县交通运输局提出意见，县财政局审核后报县人民政府批准。",
        "经批准可以调整。",
    )
    assert found == []


def test_chapters_numbered_by_a_digit_and_a_blank_head_their_decimals() -> None:
    found = sections(
        "1　总则",
        "1.1　编制目的",
        "提高处置能力，保障公众安全。",
        "1.2　适用范围",
        "本预案适用于本县道路突发事件的应对工作。",
        "2　组织指挥体系与职责任务划分安排",
        "2.1　县级指挥机构",
        "县人民政府设立指挥部，负责统一领导。",
    )
    assert found == [
        "1 1总则",
        "1.1 1.1编制目的",
        "1.2 1.2适用范围",
        "2 2组织指挥体系与职责任务划分安排",
        "2.1 2.1县级指挥机构",
    ]


def test_articles_numbered_through_all_chapters_are_text_even_with_items_below_one() -> None:
    found = sections(
        "第一章　总则",
        "一、县政府全体会议由县长召集和主持。",
        "二、县政府实行科学民主决策。",
        "第二章　会议制度",
        "三、全体会议的主要任务是：",
        "（一）讨论决定重大事项；",
        "（二）部署重要工作。",
        "四、会议纪要由县长签发。",
    )
    assert found == ["1 第一章总则", "2 第二章会议制度"]


def test_the_last_item_of_a_count_that_goes_on_below_the_next_heading_is_an_item() -> None:
    found = sections(
        "一、关于财政税收",
        "（一）县财政安排专项资金，支持道路养护企业做大做强，具体办法由县财政局制定，经县人民政府批准后公布施行。",
        "（二）对新办的道路养护企业，按照国家有关规定减征有关税费，减征的期限和幅度按照有关政策执行。",
        "二、关于登记",
        "（三）允许投资人以知识产权等无形资产作价出资组建企业，具体按国家规定执行。",
        "本规定自印发之日起施行。",
    )
    assert found == ["1 一、关于财政税收", "2 二、关于登记"]


def test_titles_that_share_their_lines_with_text_head_it_where_one_heads_items() -> None:
    found = sections(
        "一、申请类别",
        "1.高层次人才。包括：",
        "（1）国家级人才；",
        "（2）省级人才。",
        "2.重点企业人才。申请人所在企业应当纳入本县重点企业名录。",
        "二、申请时间",
        "申请时间为八月。",
    )
    assert found == [
        "1 一、申请类别",
        "1.1 1.高层次人才。",
        "1.2 2.重点企业人才。",
        "2 二、申请时间",
    ]


def test_an_item_that_leads_to_text_is_no_heading_among_items() -> None:
    found = sections(
        "一、救助标准",
        "（一）全县低保标准为每人每月1309元，由县财政局按月拨付到各乡镇人民政府，并由各乡镇人民政府及时发放到位。",
        "（二）特困人员基本生活标准按低保标准的1.6倍且不低于现行标准确定，其中：",
        "县财政供养的特困人员为每人每月2094元；",
        "二、执行时间",
        "自印发之日起施行。",
    )
    assert found == ["1 一、救助标准", "2 二、执行时间"]


def test_a_sentence_that_leads_to_items_is_no_heading_among_plain_paragraphs() -> None:
    found = sections(
        "一、县交通运输局每年制定道路养护计划，并报县人民政府批准后组织实施；需要调整的，按照原程序报批。",
        "二、申请养护资金的单位应当按规定办理手续，并提交下列材料：",
        "（一）申请书；",
        "（二）预算表。",
        "三、县财政局按照预算管理的有关规定核定养护资金，并按年度拨付到有关单位，有关单位应当专款专用。",
        "四、本通知自2023年4月1日起实施，有效期五年。",
        "此前的规定同时废止。",
    )
    assert found == []


def test_where_one_title_stands_alone_the_others_of_its_list_head_their_text_too() -> None:
    found = sections(
        "一、总体要求",
        "（一）指导思想。坚持建管并重，提升道路养护的水平，保障群众安全便捷出行。",
        "（二）基本原则。",
        "坚持预防为主，防治结合。",
        "坚持分级负责，协同推进。",
        "二、保障措施",
        "各单位要认真落实。",
    )
    assert found == [
        "1 一、总体要求",
        "1.1 （一）指导思想。",
        "1.2 （二）基本原则。",
        "2 二、保障措施",
    ]
