"""What the command line says, in English and Chinese."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from extractor.cli.messages_batch import BATCH
from extractor.cli.messages_check import CHECK
from extractor.cli.messages_load import LOAD
from extractor.text.characters import one_line

__all__ = ["FAULTS", "MESSAGES", "fault", "locale_language", "one_line", "say", "talk"]

MESSAGES: dict[str, tuple[str, str]] = CHECK | {
    "about": (
        "Turn Chinese government notices into task records.",
        "把公文（通知、意见、方案等）转换为可核对的任务记录。",
    ),
    "epilog": (
        "Exit codes: 0 clean, 1 findings or failed files, 2 could not run.",
        "退出码：0 正常；1 有校验问题或文件失败；2 无法运行。",
    ),
    "version": ("print the version and exit", "显示版本号"),
    "lang": (
        "language of messages (default: the locale's)",
        "提示信息的语言（默认随系统区域设置）",
    ),
    "convert": ("notices to task records", "将公文转换为任务记录"),
    "convert.files": (
        "notices (PDF, DOCX, HTML, text); `-` reads stdin",
        "公文文件；- 表示标准输入",
    ),
    "export": ("records to another form", "将已有记录转换为其他格式"),
    "export.records": (
        "files of records (JSONL, JSON, also gzipped; Parquet); `-` reads stdin",
        "记录文件（JSONL、JSON，可用 gzip 压缩；Parquet）；- 表示标准输入",
    ),
    "output.form": (
        "output format (default: by the suffix of OUT, else json)",
        "输出格式（默认按输出文件的后缀，否则为 json）",
    ),
    "output.output": ("output file (default: stdout)", "输出文件（默认标准输出）"),
    "output.headers": (
        "language of column headers (default: by the format)",
        "表头的语言（默认随格式而定）",
    ),
    "output.columns": (
        "columns of tasks to write, in this order; extra:HEADER is one of the notice's own",
        "要输出的任务栏目及其顺序；extra:表头 为原表自有的栏目",
    ),
    "output.explode": (
        "one row a task, role and unit instead of lists in cells",
        "每项任务的每个单位各占一行，不在单元格内列举",
    ),
    "output.section_rows": (
        "XLSX: a merged row above the tasks of each section",
        "XLSX：各章节任务之上加合并的章节行",
    ),
    "output.flat": (
        "Parquet: one row a task rather than a notice with all it holds",
        "Parquet：每项任务一行，而非每份公文一行并含全部内容",
    ),
    "output.bom": (
        "begin CSV with a byte order mark, for Excel",
        "CSV 以字节顺序标记开头，便于 Excel 识别",
    ),
    "output.unheeded": (
        "{} means nothing with the format {}; leave it out or choose another format",
        "{} 不适用于 {} 格式；请去掉该选项或换一种格式",
    ),
    "output.binary": (
        "{} is not for a terminal; name a file with -o",
        "{} 不能显示在终端；请用 -o 指定输出文件",
    ),
    "loss.cells-cut": (
        "{} cell(s) are longer than the format allows and were cut; JSON has them whole",
        "{} 个单元格超过该格式的长度上限，已截断；全文见 JSON",
    ),
    "loss.links-dropped": (
        "{} row(s) have no link, as a sheet holds 65,530 at most; the names are there",
        "{} 行未设链接（每个工作表最多 65530 个），文件名仍在",
    ),
    "loss.undated": (
        "{} deadline(s) have no date and are not in the calendar",
        "{} 项时限没有具体日期，未列入日历",
    ),
    "loss.no-dates": (
        "no deadline has a date: the calendar is empty",
        "没有带日期的时限，日历为空",
    ),
    "loss.no-such-date": (
        "{} date(s) are on no calendar and were left empty",
        "{} 个日期在日历上不存在，已留空",
    ),
    "loss.same-id": (
        "{} notice(s) have the id of an earlier one and are not in it",
        "{} 份公文与前面的公文标识相同，未列入",
    ),
    "loss.left-out": (
        "{} record(s) are not valid and were left out; `extractor validate` says why",
        "{} 条记录不符合契约，未列入；原因见 extractor validate",
    ),
    "bound": (
        "cap on what a document may cost, as pages=9000; may be given again (docs/faults.md)",
        "单个文件的上限，如 pages=9000；可多次给出（见 docs/faults.md）",
    ),
    "ocr": (
        "recognise the text of pages that are pictures (needs the extra ocr; seconds a page)",
        "识别扫描页的文字（需安装 ocr 组件；每页数秒）",
    ),
    "bad_bound": ("no such bound: {}; there are {}", "没有这个上限：{}；有 {}"),
    "registry": (
        "your own list of units: name,aliases,code; what it knows is named by it",
        "本地单位名录：name,aliases,code 三列，优先于内置词典",
    ),
    "review": (
        "show the records beside the original, as one page for a browser",
        "将任务记录与原文并列，生成一个可离线查看的网页",
    ),
    "review.output": (
        "the page; by default standard output",
        "网页文件；默认写到标准输出",
    ),
    "explain": (
        "show where each value of one task came from",
        "显示某项任务每个值的出处",
    ),
    "explain.file": ("a notice", "公文文件"),
    "explain.task": ("number, position or id of the task", "任务编号、序次或标识"),
    "explain.none": (
        "no task {}; the notice has {} tasks",
        "没有任务 {}；该公文共有 {} 项任务",
    ),
    "eval": ("measure accuracy against gold labels", "对照人工标注计算准确率"),
    "eval.gold": (
        "files of gold labels, or folders of them",
        "人工标注文件，或其所在目录",
    ),
    "eval.notices": (
        "folder of the notices (default: the current one)",
        "公文所在目录（默认当前目录）",
    ),
    "eval.half": (
        "which half of the labels: developed on (seen) or not (default: all)",
        "用哪一半标注：开发时看过的（seen）或未看过的（unseen）（默认 all）",
    ),
    "eval.unseen": ("the same as --half unseen", "同 --half unseen"),
    "eval.form": ("output format (default: text)", "输出格式（默认 text）"),
    "eval.floor": (
        "fail when a field's F1 is lower; without FIELD: of all fields",
        "某项的 F1 低于此值时失败；不写 FIELD 则为各项",
    ),
    "eval.no_field": ("--min-f1: no field {}; there are {}", "--min-f1：没有 {} 项；可用：{}"),
    "eval.no_gold": (
        "no .json file of gold labels there; name the files or their folder",
        "未找到标注文件（.json）；请指明文件或所在目录",
    ),
    "eval.empty_half": (
        "no notice is in the half {}; use --half all",
        "{} 这一半没有公文；请用 --half all",
    ),
    "eval.other_bytes": ("the labels are of another file ({})", "标注不属于该文件（{}）"),
    "eval.low": ("F1 of {} is {}, below {}", "{} 的 F1 为 {}，低于 {}"),
    "eval.differs": ("expected {}; got {}", "应为 {}；实为 {}"),
    "eval.nothing": ("nothing", "无"),
    "validate": ("check records against the schema", "按模式校验记录"),
    "validate.records": (
        "JSON or JSONL files; `-` reads stdin",
        "JSON 或 JSONL 文件；- 表示标准输入",
    ),
    "schema": ("print the JSON Schema of the records", "显示记录的 JSON Schema"),
    "no_tasks": ("no tasks found in this notice", "未发现任务"),
    "nothing": ("nothing was written", "没有可写的结果"),
    "stdin_twice": ("`-` (stdin) can be read only once", "- （标准输入）只能读一次"),
    "output_is_input": (
        "is a file to be read, and would be overwritten; name another output",
        "是要读取的文件，会被覆盖；请换一个输出文件",
    ),
    "cannot_write": ("cannot write {}: {}", "无法写入 {}：{}"),
    "incomplete": (
        "the installation is incomplete: {}; install it anew",
        "安装不完整：{}；请重新安装",
    ),
    "internal": (
        "unforeseen fault ({}); please report it with the file",
        "程序内部错误（{}），请附文件反馈",
    ),
    "findings": ("{} finding(s)", "{} 处问题"),
}
MESSAGES.update(BATCH)
MESSAGES.update(LOAD)

FAULTS = {
    "unsupported": "不支持的文件格式",
    "database": "数据库无法使用",
    "missing-extra": "缺少可选组件",
    "empty": "文件为空",
    "not-a-notice": "不是公文",
    "encrypted": "文件已加密，请解除密码后再试",
    "corrupt": "文件已损坏",
    "truncated": "文件不完整",
    "scanned": "扫描件，没有文字层；可用 --ocr 识别（需安装 ocr 组件）",
    "too-large": "文件过大",
    "too-deep": "嵌套过深",
    "too-many": "压缩包成员过多",
    "unsafe-path": "压缩包成员的路径不安全",
    "timeout": "超时",
    "memory": "内存不足",
    "crash": "读取进程崩溃",
    "hostile-xml": "XML 含有不允许的声明",
    "io": "无法读取文件",
    "schema": "记录不符合契约",
    "unknown-column": "没有该栏目",
    "config": "配置有误",
    "rule": "规则运行出错",
}
"""Chinese for the codes of `extractor.errors`."""


def say(language: str, key: str, *details: object) -> str:
    """Return a message with its details filled in."""
    english, chinese = MESSAGES[key]
    return (chinese if language == "zh" else english).format(*details)


def fault(language: str, code: str, message: str) -> str:
    """Return an error's message, in Chinese with what its code means in front."""
    meaning = FAULTS.get(code) if language == "zh" else None
    return f"{meaning}（{message}）" if meaning else message


def locale_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return ``zh`` or ``en`` by the first locale variable that is set (POSIX order)."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def talk(*parts: str) -> None:
    """Print one line to standard error: ``extractor: part: part``."""
    print(": ".join(("extractor", *(one_line(part) for part in parts))), file=sys.stderr)
