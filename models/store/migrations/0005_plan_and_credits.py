"""The plan by its clauses, credits and candidates, and the scores of contests' judges.

Frozen text: what the models say later cannot change this step.
"""

from __future__ import annotations

STATEMENTS = (
    """
    CREATE TABLE "redaction" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "set_id" INTEGER NOT NULL,
      "digest" TEXT NOT NULL CHECK (length("digest") BETWEEN 64 AND 64)
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "redaction_set_id" ON "redaction" ("set_id")',
    """
    CREATE TABLE "contest_score" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "entry_id" INTEGER,
      "judge_id" INTEGER,
      "judge_name" TEXT NOT NULL CHECK (length("judge_name") BETWEEN 0 AND 40),
      "score_x10" INTEGER NOT NULL CHECK ("score_x10" BETWEEN -1 AND 20000),
      "remark" TEXT NOT NULL CHECK (length("remark") BETWEEN 0 AND 400),
      FOREIGN KEY ("entry_id") REFERENCES "contest_entry" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("judge_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "contest_score_judge_id" ON "contest_score" ("judge_id")',
    'CREATE INDEX "contest_score_entry_id_judge_id" ON "contest_score" ("entry_id", "judge_id")',
    """
    CREATE TABLE "credit_rule" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "code" TEXT NOT NULL CHECK (length("code") BETWEEN 0 AND 20),
      "title" TEXT NOT NULL CHECK (length("title") BETWEEN 0 AND 60),
      "list_kind" TEXT NOT NULL CHECK ("list_kind" IN ('training', 'award', 'annual', 'rank')),
      "source" TEXT NOT NULL CHECK (length("source") BETWEEN 0 AND 40),
      "level" TEXT NOT NULL CHECK (length("level") BETWEEN 0 AND 40),
      "per" TEXT NOT NULL CHECK ("per" IN ('piece', 'hour', 'term')),
      "points_x100" INTEGER NOT NULL CHECK ("points_x100" BETWEEN -1000000 AND 1000000),
      "cap_each_x100" INTEGER NOT NULL CHECK ("cap_each_x100" BETWEEN -1 AND 1000000),
      "cap_term_x100" INTEGER NOT NULL CHECK ("cap_term_x100" BETWEEN -1 AND 1000000),
      "cap_year_x100" INTEGER NOT NULL CHECK ("cap_year_x100" BETWEEN -1 AND 1000000),
      "only_highest" TEXT NOT NULL CHECK (length("only_highest") BETWEEN 0 AND 20),
      "clause" TEXT NOT NULL CHECK (length("clause") BETWEEN 0 AND 20),
      "is_active" INTEGER NOT NULL CHECK ("is_active" IN (FALSE, TRUE)),
      "note" TEXT NOT NULL CHECK (length("note") BETWEEN 0 AND 400),
      "sort_no" INTEGER NOT NULL CHECK ("sort_no" BETWEEN 0 AND 1000000)
    ) STRICT
    """,
    """
    CREATE TABLE "credit_closing" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "term_id" INTEGER,
      "state" TEXT NOT NULL CHECK ("state" IN ('closed', 'reopened')),
      "on_day" TEXT NOT NULL CHECK (length("on_day") IN (0, 10)),
      "by_name" TEXT NOT NULL CHECK (length("by_name") BETWEEN 0 AND 60),
      "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 0 AND 400),
      FOREIGN KEY ("term_id") REFERENCES "term" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "credit_closing_term_id_on_day" ON "credit_closing" ("term_id", "on_day")',
    """
    CREATE TABLE "credit_line" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "closing_id" INTEGER,
      "teacher_id" INTEGER,
      "rule_code" TEXT NOT NULL CHECK (length("rule_code") BETWEEN 0 AND 20),
      "rule_title" TEXT NOT NULL CHECK (length("rule_title") BETWEEN 0 AND 60),
      "on_day" TEXT NOT NULL CHECK (length("on_day") IN (0, 10)),
      "what" TEXT NOT NULL CHECK (length("what") BETWEEN 0 AND 200),
      "source_table" TEXT NOT NULL CHECK (length("source_table") BETWEEN 0 AND 40),
      "source_row" INTEGER NOT NULL,
      "earned_x100" INTEGER NOT NULL,
      "counted_x100" INTEGER NOT NULL,
      "why" TEXT NOT NULL CHECK (length("why") BETWEEN 0 AND 200),
      FOREIGN KEY ("closing_id") REFERENCES "credit_closing" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "credit_line_teacher_id" ON "credit_line" ("teacher_id")',
    'CREATE INDEX "credit_line_closing_id_teacher_id" ON "credit_line" ("closing_id", "teacher_id")',
    """
    CREATE TABLE "credit_appeal" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "term_id" INTEGER,
      "teacher_id" INTEGER,
      "about" TEXT NOT NULL CHECK ("about" IN ('training', 'award', 'annual', 'rank')),
      "on_day" TEXT NOT NULL CHECK (length("on_day") IN (0, 10)),
      "appeal" TEXT NOT NULL CHECK (length("appeal") BETWEEN 0 AND 1000),
      "answered_on" TEXT NOT NULL CHECK (length("answered_on") IN (0, 10)),
      "answered_by" TEXT NOT NULL CHECK (length("answered_by") BETWEEN 0 AND 60),
      "answer" TEXT NOT NULL CHECK (length("answer") BETWEEN 0 AND 1000),
      "state" TEXT NOT NULL CHECK ("state" IN ('open', 'upheld', 'rejected', 'withdrawn')),
      FOREIGN KEY ("term_id") REFERENCES "term" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "credit_appeal_teacher_id" ON "credit_appeal" ("teacher_id")',
    'CREATE INDEX "credit_appeal_term_id_teacher_id" ON "credit_appeal" ("term_id", "teacher_id")',
    """
    CREATE TABLE "candidate" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "term_id" INTEGER,
      "teacher_id" INTEGER,
      "list_kind" TEXT NOT NULL CHECK ("list_kind" IN ('award', 'annual', 'rank')),
      "points_x100" INTEGER NOT NULL,
      "proposal" TEXT NOT NULL CHECK (length("proposal") BETWEEN 0 AND 40),
      "decision" TEXT NOT NULL CHECK (length("decision") BETWEEN 0 AND 40),
      "decided_by" TEXT NOT NULL CHECK (length("decided_by") BETWEEN 0 AND 60),
      "decided_on" TEXT NOT NULL CHECK (length("decided_on") IN (0, 10)),
      "reason" TEXT NOT NULL CHECK (length("reason") BETWEEN 0 AND 400),
      FOREIGN KEY ("term_id") REFERENCES "term" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("teacher_id") REFERENCES "teacher" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "candidate_teacher_id" ON "candidate" ("teacher_id")',
    'CREATE INDEX "candidate_term_id_list_kind_teacher_id" ON "candidate" ("term_id", "list_kind", "teacher_id")',
    """
    CREATE TABLE "plan" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "term_id" INTEGER,
      "title" TEXT NOT NULL CHECK (length("title") BETWEEN 0 AND 120),
      "file_id" INTEGER,
      "file_name" TEXT NOT NULL CHECK (length("file_name") BETWEEN 0 AND 200),
      FOREIGN KEY ("term_id") REFERENCES "term" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE,
      FOREIGN KEY ("file_id") REFERENCES "stored_file" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE UNIQUE INDEX "plan_term_id" ON "plan" ("term_id")',
    'CREATE INDEX "plan_file_id" ON "plan" ("file_id")',
    """
    CREATE TABLE "plan_clause" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "plan_id" INTEGER,
      "number" TEXT NOT NULL CHECK (length("number") BETWEEN 0 AND 20),
      "body" TEXT NOT NULL CHECK (length("body") BETWEEN 0 AND 4000),
      "unmeasured" TEXT NOT NULL CHECK (length("unmeasured") BETWEEN 0 AND 400),
      "carried" TEXT NOT NULL CHECK (length("carried") BETWEEN 0 AND 400),
      "sort_no" INTEGER NOT NULL CHECK ("sort_no" BETWEEN 0 AND 1000000),
      FOREIGN KEY ("plan_id") REFERENCES "plan" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "plan_clause_plan_id_number" ON "plan_clause" ("plan_id", "number")',
    """
    CREATE TABLE "clause_link" (
      "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      "version" INTEGER NOT NULL CHECK (version >= 1),
      "clause_id" INTEGER,
      "kind" TEXT NOT NULL CHECK ("kind" IN ('obligation', 'register', 'target')),
      "target" TEXT NOT NULL CHECK (length("target") BETWEEN 0 AND 40),
      FOREIGN KEY ("clause_id") REFERENCES "plan_clause" ("id") ON DELETE NO ACTION DEFERRABLE INITIALLY IMMEDIATE
    ) STRICT
    """,
    'CREATE INDEX "clause_link_clause_id_kind_target" ON "clause_link" ("clause_id", "kind", "target")',
)


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)
