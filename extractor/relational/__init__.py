"""A notice as rows of tables: what databases hold, with keys that come from the record alone."""

from extractor.relational.rows import KEY_LENGTH, KeyedBy, Rows, digest_of, key_of, rows_of
from extractor.relational.tables import TABLES, Column, Table, table_named

__all__ = [
    "KEY_LENGTH",
    "TABLES",
    "Column",
    "KeyedBy",
    "Rows",
    "Table",
    "digest_of",
    "key_of",
    "rows_of",
    "table_named",
]
