"""Accounts, keys, codes and who is here. Frozen text: what the models say later cannot change this step."""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE "account" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "login" TEXT NOT NULL CHECK (length("login") BETWEEN 1 AND 32),
      "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 60),
      "role" TEXT NOT NULL CHECK ("role" IN ('admin', 'office', 'leader', 'head', 'teacher', 'viewer')),
      "teacher_id" INTEGER,
      "expert_id" INTEGER,
      "is_active" INTEGER NOT NULL CHECK ("is_active" IN (FALSE, TRUE)),
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("expert_id") REFERENCES "expert" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "account_login" ON "account" ("login")',
    'CREATE UNIQUE INDEX "account_name" ON "account" ("name")',
    'CREATE INDEX "account_teacher_id" ON "account" ("teacher_id")',
    'CREATE INDEX "account_expert_id" ON "account" ("expert_id")',
    """
    CREATE TABLE "account_key" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "account_id" INTEGER NOT NULL,
      "name" TEXT NOT NULL CHECK (length("name") BETWEEN 0 AND 60),
      "key_type" TEXT NOT NULL CHECK (length("key_type") BETWEEN 1 AND 60),
      "public_key" TEXT NOT NULL CHECK (length("public_key") BETWEEN 1 AND 2000),
      "fingerprint" TEXT NOT NULL CHECK (length("fingerprint") BETWEEN 1 AND 80),
      "revoked_at" TEXT NOT NULL CHECK (length("revoked_at") BETWEEN 0 AND 40),
      FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "account_key_account_id" ON "account_key" ("account_id")',
    'CREATE UNIQUE INDEX "account_key_fingerprint" ON "account_key" ("fingerprint")',
    """
    CREATE TABLE "one_time_code" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "account_id" INTEGER NOT NULL,
      "digest" TEXT NOT NULL CHECK (length("digest") BETWEEN 1 AND 160),
      "expires_at" TEXT NOT NULL CHECK (length("expires_at") BETWEEN 1 AND 40),
      "used_at" TEXT NOT NULL CHECK (length("used_at") BETWEEN 0 AND 40),
      FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "one_time_code_account_id" ON "one_time_code" ("account_id")',
    """
    CREATE TABLE "key_use" (
      "id" INTEGER NOT NULL PRIMARY KEY,
      "key_id" INTEGER NOT NULL,
      "at" TEXT NOT NULL CHECK (length("at") BETWEEN 1 AND 40),
      "address" TEXT NOT NULL CHECK (length("address") BETWEEN 0 AND 120)
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "key_use_key_id" ON "key_use" ("key_id")',
    """
    CREATE TABLE "presence" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "session" TEXT NOT NULL CHECK (length("session") BETWEEN 1 AND 64),
      "actor" TEXT NOT NULL CHECK (length("actor") BETWEEN 1 AND 60),
      "origin" TEXT NOT NULL CHECK (length("origin") BETWEEN 0 AND 120),
      "place" TEXT NOT NULL CHECK (length("place") BETWEEN 0 AND 120),
      "since" TEXT NOT NULL CHECK (length("since") BETWEEN 1 AND 40),
      "seen_at" TEXT NOT NULL CHECK (length("seen_at") BETWEEN 1 AND 40)
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "presence_session" ON "presence" ("session")',
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
