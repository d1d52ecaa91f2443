"""Records into databases: idempotent, in transactions, at constant memory.

SQLite, PostgreSQL, MySQL/MariaDB and DuckDB through SQLAlchemy, an extra of the package.
"""

from extractor.load.loading import Loaded, load

__all__ = ["Loaded", "load"]
