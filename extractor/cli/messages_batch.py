"""What ``extractor batch`` says, in English and Chinese."""

from __future__ import annotations

BATCH: dict[str, tuple[str, str]] = {
    "batch": (
        "a whole archive into a folder of records; runs again where it stopped",
        "把整个档案库转换为记录目录；中断后再次运行即可续做",
    ),
    "batch.sources": (
        "folders, files, archives (zip, tar, warc), URLs; `-` reads a list of them from stdin",
        "目录、文件、压缩包（zip、tar、warc）或网址；- 表示从标准输入读取清单",
    ),
    "batch.output": ("folder for the results", "结果目录"),
    "batch.form": (
        "jsonl: shards of many notices; json: a file a notice, where its source stands",
        "jsonl：多份公文合为一个分片；json：每份公文一个文件，路径与来源一致",
    ),
    "batch.shard_size": ("inputs a shard (default: 1000)", "每个分片的输入数（默认 1000）"),
    "batch.zstd": ("compress the shards (.zst)", "压缩分片（.zst）"),
    "batch.workers": ("processes (default: the cores)", "进程数（默认与核数相同）"),
    "batch.engine": (
        "where documents are read: processes here, or a Ray cluster (default: local)",
        "读取文件的引擎：本机进程或 Ray 集群（默认 local）",
    ),
    "batch.address": (
        "address of the Ray cluster (default: start Ray here)",
        "Ray 集群的地址（默认在本机启动）",
    ),
    "batch.include": (
        "take only files like this; may be given again",
        "只取符合的文件；可重复",
    ),
    "batch.exclude": ("leave out files like this; may be given again", "排除符合的文件；可重复"),
    "batch.follow_links": ("enter folders through links", "进入符号链接指向的目录"),
    "batch.null": ("the list on stdin is parted by NULs", "标准输入的清单以 NUL 分隔"),
    "batch.timeout": (
        "seconds that one document may take (default: 90, with --ocr 900)",
        "单个文件的时限（秒，默认 90，用 --ocr 时 900）",
    ),
    "batch.memory": (
        "memory that one document may take (default: 1GiB, with --ocr 2GiB)",
        "单个文件的内存上限（默认 1GiB，用 --ocr 时 2GiB）",
    ),
    "batch.max_file": (
        "longest document (default: 256MiB)",
        "单个文件的大小上限（默认 256MiB）",
    ),
    "batch.max_result": ("longest record (default: 64MiB)", "单条记录的大小上限（默认 64MiB）"),
    "batch.max_members": (
        "members of an archive (default: 50000)",
        "压缩包的成员数上限（默认 50000）",
    ),
    "batch.max_depth": (
        "archives inside one another (default: 3)",
        "压缩包嵌套层数上限（默认 3）",
    ),
    "batch.max_ratio": (
        "times a member may exceed its packed size (default: 200)",
        "解压倍数上限（默认 200）",
    ),
    "batch.max_archive": (
        "what an archive may expand to (default: 2GiB)",
        "压缩包解压总量上限（默认 2GiB）",
    ),
    "batch.retry_failed": ("do what failed again", "重做失败的文件"),
    "batch.force": ("do everything again", "全部重做"),
    "batch.keep_stale": (
        "keep results of another version instead of doing them again",
        "保留其他版本的结果，不重做",
    ),
    "batch.quiet": ("say nothing but faults that end the run", "只提示使运行终止的错误"),
    "batch.log_format": (
        "text for people, json for programs (default: text)",
        "text 供人阅读，json 供程序读取（默认 text）",
    ),
    "batch.busy": (
        "{}: another run is at work in this folder; wait for it, or name another folder",
        "{}：另一次运行正在使用该目录；请等待其结束或换一个目录",
    ),
    "batch.no_folder": (
        "{}: is a file; name a folder for the results",
        "{}：是文件；请指定结果目录",
    ),
    "batch.strange_folder": (
        "{}: holds {} and no results of earlier runs; name an empty or a new folder",
        "{}：含有 {}，且没有以往的结果；请指定空目录或新目录",
    ),
    "batch.other_layout": (
        "{}: was made with other options ({}); use those, or name another folder",
        "{}：由其他选项生成（{}）；请使用相同选项或换一个目录",
    ),
    "batch.no_fork": (
        "batch needs a system with fork (Linux, macOS, WSL); convert works here",
        "batch 需要支持 fork 的系统（Linux、macOS、WSL）；此处可用 convert",
    ),
    "batch.no_engine": ("nothing can be read: {}", "无法读取文件：{}"),
    "batch.bad_size": ("not a size: {}; write 64MiB, 2GiB", "不是大小：{}；请写作 64MiB、2GiB"),
    "batch.bad_number": ("not a number above 0: {}", "不是大于 0 的数：{}"),
    "batch.stale": (
        "{} results are of another version, other rules or another registry: they are done again",
        "{} 条结果出自其他版本、规则或名录：将重做",
    ),
    "batch.stale_kept": (
        "{} results are of another version, other rules or another registry: they are kept",
        "{} 条结果出自其他版本、规则或名录：予以保留",
    ),
    "batch.stopping": (
        "ending when what is under way is done; once more to end at once",
        "正在完成手头的文件后结束；再按一次立即结束",
    ),
    "batch.progress": ("{} notices, {} failed, {}/s", "{} 份公文，{} 个失败，{} 个/秒"),
    "batch.unfinished": (
        "not finished: {} inputs remain; run the same command to go on",
        "尚未完成：还有 {} 个输入；再次运行同一命令即可续做",
    ),
    "batch.unfinished_more": (
        "not finished: {} inputs remain, and those not met yet; run the same command to go on",
        "尚未完成：还有 {} 个输入及尚未遍历的部分；再次运行同一命令即可续做",
    ),
    "batch.nothing": (
        "nothing to read was found; --include and --exclude left out {} files",
        "未找到可读取的文件；--include 与 --exclude 排除了 {} 个文件",
    ),
    "batch.more_failures": (
        "further failures are listed in failures.jsonl alone",
        "其余失败只记入 failures.jsonl",
    ),
    "batch.total": (
        "{} inputs: {} notices with {} tasks, {} duplicates, {} failed, {} passed over",
        "{} 个输入：{} 份公文、{} 项任务，{} 个重复，{} 个失败，{} 个略过",
    ),
    "batch.of_run": (
        "this run: {} files in {} s, {} files/s, {} pages/s; {} were done before",
        "本次：{} 个文件，{} 秒，{} 个/秒，{} 页/秒；{} 个以前已完成",
    ),
    "batch.forms": ("formats", "格式"),
    "batch.failures": ("failed", "失败"),
    "batch.passed_over": ("passed over", "略过"),
    "batch.diagnostics": ("diagnostics", "诊断"),
}
