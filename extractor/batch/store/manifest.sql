-- The manifest of an output folder. `ordinal` counts the inputs in the order they were first met.

CREATE TABLE IF NOT EXISTS layout (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS makers (
    id INTEGER PRIMARY KEY, version TEXT NOT NULL, code TEXT NOT NULL, registry TEXT NOT NULL,
    UNIQUE (version, code, registry));
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY, started TEXT NOT NULL, ended TEXT, result TEXT);
CREATE TABLE IF NOT EXISTS inputs (
    ordinal INTEGER PRIMARY KEY,
    uri TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('document', 'archive')),
    root INTEGER REFERENCES inputs,
    status TEXT NOT NULL CHECK (status IN ('pending', 'ok', 'failed', 'skipped')),
    code TEXT,
    message TEXT,
    duplicate_of INTEGER REFERENCES inputs,
    sha256 TEXT,
    bytes INTEGER,
    stamp TEXT,
    notice_id TEXT,
    media_type TEXT,
    pages INTEGER,
    tasks INTEGER,
    diagnostics TEXT,
    target TEXT,
    target_key TEXT,
    output TEXT,
    maker INTEGER REFERENCES makers,
    run INTEGER REFERENCES runs,
    attempts INTEGER NOT NULL DEFAULT 0,
    seconds REAL,
    finished TEXT);
CREATE INDEX IF NOT EXISTS inputs_by_hash ON inputs (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX IF NOT EXISTS inputs_by_original ON inputs (duplicate_of)
    WHERE duplicate_of IS NOT NULL;
CREATE INDEX IF NOT EXISTS inputs_by_root ON inputs (root) WHERE root IS NOT NULL;
CREATE INDEX IF NOT EXISTS inputs_pending ON inputs (ordinal) WHERE status = 'pending';
CREATE UNIQUE INDEX IF NOT EXISTS inputs_by_target ON inputs (target_key)
    WHERE target_key IS NOT NULL;
CREATE TABLE IF NOT EXISTS results (ordinal INTEGER PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    shard INTEGER PRIMARY KEY, name TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS dirty (shard INTEGER PRIMARY KEY)
