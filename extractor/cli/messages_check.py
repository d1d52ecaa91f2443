"""What ``extractor check`` and ``extractor rules`` say, in English and Chinese."""

from __future__ import annotations

CHECK: dict[str, tuple[str, str]] = {
    "check": ("check notices before they are issued", "发文前检查公文"),
    "check.files": (
        "notices, or folders of them; `-` reads stdin",
        "公文文件或目录；- 表示标准输入",
    ),
    "check.exclude": (
        "files to pass over in folders, as archive/** or *.pdf; repeatable",
        "目录中略过的文件，如 archive/** 或 *.pdf；可多次使用",
    ),
    "check.passed_over": ("passed over:", "已略过："),
    "check.rules": ("what is checked", "检查内容"),
    "check.profile": (
        "new: the author's own file (default); archive: a copy or scan, without typography",
        "new 为待发文稿（默认）；archive 为转载件或扫描件，不查排版字符",
    ),
    "check.select": (
        "rules to run: codes, beginnings of codes, names, ALL; parted by commas",
        "要执行的规则：代码、代码前缀、名称或 ALL，用逗号分隔",
    ),
    "check.extend": ("rules to run besides", "另外执行的规则"),
    "check.ignore": ("rules to leave out", "不执行的规则"),
    "check.config": (
        "file of settings (default: the nearest extractor.toml or pyproject.toml)",
        "配置文件（默认为最近的 extractor.toml 或 pyproject.toml）",
    ),
    "check.isolated": ("take no file of settings", "不读取配置文件"),
    "check.against": (
        "other notices to check against: records, a notice, or a folder of either; repeatable",
        "用于比对的其他公文：记录文件、公文或目录；可多次使用",
    ),
    "check.baseline": ("leave out the findings this file knows", "不报告基线文件中已有的问题"),
    "check.write_baseline": ("write all findings to a baseline", "将全部问题写入基线文件"),
    "check.fixes": ("fixes", "自动修正"),
    "check.fix": (
        "mend what is certain, into NAME.fixed.docx beside the original (DOCX, text, Markdown)",
        "修正确定的问题，写入原文件旁的“文件名.fixed.docx”（DOCX、文本、Markdown）",
    ),
    "check.diff": (
        "show what --fix would change, and write nothing",
        "显示 --fix 将作的改动，不写文件",
    ),
    "check.in_place": ("with --fix: overwrite the file itself", "与 --fix 合用：直接改写原文件"),
    "check.output": ("output", "输出"),
    "check.form": ("output format (default: text)", "输出格式（默认 text）"),
    "check.out": ("output file (default: stdout)", "输出文件（默认标准输出）"),
    "check.max_per_rule": (
        "entries of one rule shown a file, in text; 0 shows all (default: 20)",
        "文本格式中每个文件每条规则最多列出的条数；0 为全部（默认 20）",
    ),
    "check.exit_zero": ("exit with 0 whatever is found", "无论发现什么都以 0 退出"),
    "check.fail_on": (
        "least severity that makes the exit code 1 (default: warning)",
        "使退出码为 1 的最低级别（默认 warning）",
    ),
    "check.no_files": (
        "no notice was found; name files, or a folder that holds some",
        "未找到公文；请指明文件或含有公文的目录",
    ),
    "check.in_place_alone": ("--in-place goes with --fix", "--in-place 须与 --fix 合用"),
    "check.fix_stdin": (
        "--fix writes files, and stdin is none; use --diff, or name a file",
        "--fix 需要写文件，标准输入不行；请用 --diff 或指明文件",
    ),
    "check.written": ("{} finding(s) fixed, written to {}", "已修正 {} 处，写入 {}"),
    "check.baseline_written": ("baseline of {} finding(s) written", "已写入基线，共 {} 处"),
    "rules": ("list the rules of the check, or explain one", "列出检查规则，或解释某一条"),
    "rules.code": ("code or name of a rule, or the beginning of codes", "规则代码、名称或代码前缀"),
    "rules.form": ("output format (default: text)", "输出格式（默认 text）"),
    "rules.none": ("no rule is called {}", "没有名为 {} 的规则"),
}
