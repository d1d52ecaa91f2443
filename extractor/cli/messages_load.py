"""What ``extractor load`` says, in English and Chinese."""

from __future__ import annotations

LOAD: dict[str, tuple[str, str]] = {
    "load": ("records into a database", "将记录装入数据库"),
    "load.records": (
        "files of records (JSONL, JSON, Parquet), or the folder of a batch run; `-` reads stdin",
        "记录文件（JSONL、JSON、Parquet），或批量转换的结果目录；- 表示标准输入",
    ),
    "load.to": (
        "sqlite:///file.db, postgresql://user@host/name, mysql://…, duckdb:///file.duckdb",
        "数据库地址：sqlite:///file.db、postgresql://user@host/name、mysql://…、duckdb:///file.duckdb",
    ),
    "load.by": (
        "id: a notice replaces what has its id (default); source: each file has its own rows",
        "id：相同标识的公文整体替换；source：每个来源文件各自保存（默认 id）",
    ),
    "load.dry_run": ("only say what would be done", "只说明将要做什么，不写入"),
    "load.validate": ("refuse records that break the contract", "拒绝不符合契约的记录"),
    "load.quiet": ("say nothing but what failed", "只报告失败"),
    "load.again": (
        "came more than once with different records; the last one holds (--by source keeps all)",
        "多次出现且记录不同，以最后一次为准（--by source 可全部保留）",
    ),
    "load.again.more": (
        "{} more notices came more than once with different records",
        "另有{}份公文多次出现且记录不同",
    ),
    "load.did": (
        "notices: {} inserted, {} replaced, {} unchanged, {} failed; {} tasks",
        "公文：新增 {}，替换 {}，未变 {}，失败 {}；任务 {} 项",
    ),
    "load.would": (
        "notices: {} would be inserted, {} replaced, {} unchanged, {} failed; {} tasks",
        "公文：将新增 {}，替换 {}，未变 {}，失败 {}；任务 {} 项",
    ),
}
