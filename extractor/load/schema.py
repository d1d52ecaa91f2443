"""The database schema as SQLAlchemy knows it, made from the tables of `extractor.relational`."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import mysql

from extractor.relational import KEY_LENGTH, TABLES, Table

VERSION = 2
"""Version of the database schema; it rises with every change of a table or view."""
_LONG = sa.Text().with_variant(mysql.LONGTEXT(collation="utf8mb4_bin"), "mysql", "mariadb")


def _word(length: int) -> sa.types.TypeEngine[str]:
    exact = mysql.VARCHAR(length, collation="utf8mb4_bin")
    return sa.String(length).with_variant(exact, "mysql", "mariadb")


@cache
def metadata(dialect: str) -> sa.MetaData:
    """Return the tables as one dialect takes them.

    DuckDB gets no keys: it checks them before a transaction ends, so that a notice could not be
    replaced in one, and it has one writer at a time anyway, who keeps the rows unique.
    """
    found = sa.MetaData()
    sa.Table(
        "extractor_schema",
        found,
        sa.Column("version", sa.Integer, nullable=False),
        comment="version of these tables 数据库结构版本",
    )
    for table in TABLES:
        _add(found, table, keyed=dialect != "duckdb")
    return found


def _add(found: sa.MetaData, table: Table, *, keyed: bool) -> None:
    indexed = table.looked_up
    columns = [
        sa.Column(
            column.name,
            _type(column.type, indexed=column.name in indexed),
            nullable=column.null,
            comment=f"{column.en} {column.zh}",
            autoincrement=False,
        )
        for column in table.columns
    ]
    constraints: list[sa.schema.SchemaItem] = []
    if keyed:
        constraints.append(sa.PrimaryKeyConstraint(*table.key))
        constraints += [
            sa.ForeignKeyConstraint(own, [f"{other}.{name}" for name in theirs])
            for own, other, theirs in table.refers
        ]
    constraints += [
        sa.Index(f"ix_{table.name}_{'_'.join(index)}", *index) for index in table.indexes
    ]
    sa.Table(
        table.name,
        found,
        *columns,
        *constraints,
        comment=f"{table.en} {table.zh}",
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_bin",
        mysql_engine="InnoDB",
        mariadb_charset="utf8mb4",
        mariadb_collate="utf8mb4_bin",
        mariadb_engine="InnoDB",
    )


def _type(kind: str, *, indexed: bool) -> sa.types.TypeEngine[Any]:
    match kind:
        case "key":
            return _word(KEY_LENGTH)
        case "integer":
            return sa.BigInteger()
        case "boolean":
            return sa.Boolean()
        case "date":
            return sa.Date()
        case "word" if indexed:
            return _word(KEY_LENGTH)
        case _:
            return _LONG


VIEWS: dict[str, str] = {
    "unit_tasks": """
        SELECT COALESCE(u.name, u.text) AS unit, u.text AS printed, u.kind AS unit_kind,
               u.division, a.role, a.qualifier, t.notice_key, n.title AS notice_title,
               n.document_number, n.issue_date, t.position, t.id AS task_id, t.number,
               t.task, t.requirement
        FROM assignments a
        JOIN units u ON u.notice_key = a.notice_key AND u.unit = a.unit
        JOIN tasks t ON t.notice_key = a.notice_key AND t.position = a.task_position
        JOIN notices n ON n.notice_key = a.notice_key""",
    "due_tasks": """
        SELECT d.end_date, d.start_date, d.text AS deadline, d.kind, d.stated, t.notice_key,
               n.title AS notice_title, n.document_number, t.position, t.id AS task_id,
               t.number, t.task, t.requirement
        FROM deadlines d
        JOIN tasks t ON t.notice_key = d.notice_key AND t.position = d.task_position
        JOIN notices n ON n.notice_key = d.notice_key
        WHERE d.end_date IS NOT NULL""",
    "overdue_tasks": """
        SELECT * FROM due_tasks WHERE end_date < CURRENT_DATE""",
    "notice_citations": """
        SELECT c.notice_key AS citing_key, n.title AS citing_title,
               n.document_number AS citing_number, c.relation, c.title AS cited_title,
               c.document_number AS cited_number, m.notice_key AS cited_key,
               m.title AS loaded_title
        FROM citations c
        JOIN notices n ON n.notice_key = c.notice_key
        LEFT JOIN notices m ON m.number_code = c.number_code
             AND m.number_year = c.number_year AND m.number_sequence = c.number_sequence""",
}
"""Views by name: tasks of each unit with its role, tasks by date, what is overdue, citations."""
