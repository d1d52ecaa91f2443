"""`Outline` in, tasks out: from tables and from clauses, with directives and reporting duties."""

from extractor.tasks.reading import Reading, read_tasks

__all__ = ["Reading", "read_tasks"]
