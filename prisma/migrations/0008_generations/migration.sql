-- A large write adds its rows in steps under a generation that is hidden, and shows them in one short transaction.
-- Readers use the views below, which leave out rows of hidden generations. Generation 0 is never hidden.
CREATE TABLE "hidden_generations" (
    "generation" SERIAL NOT NULL,
    "repo" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "hidden_generations_pkey" PRIMARY KEY ("generation")
);

ALTER TABLE "models" RENAME TO "model_rows";
ALTER TABLE "model_rows"
    ADD COLUMN "generation" INTEGER NOT NULL DEFAULT 0,
    DROP CONSTRAINT "models_pkey",
    ADD CONSTRAINT "model_rows_pkey" PRIMARY KEY ("repo", "name", "generation");

ALTER TABLE "versions" RENAME TO "version_rows";
ALTER TABLE "version_rows"
    ADD COLUMN "generation" INTEGER NOT NULL DEFAULT 0,
    DROP CONSTRAINT "versions_pkey",
    ADD CONSTRAINT "version_rows_pkey" PRIMARY KEY ("repo", "artifact", "name", "commit", "generation");

ALTER TABLE "events" RENAME TO "event_rows";
ALTER TABLE "event_rows"
    ADD COLUMN "generation" INTEGER NOT NULL DEFAULT 0,
    DROP CONSTRAINT "events_pkey",
    ADD CONSTRAINT "event_rows_pkey" PRIMARY KEY ("repo", "tag", "generation");

ALTER TABLE "stage_holders" RENAME TO "stage_holder_rows";
ALTER TABLE "stage_holder_rows"
    ADD COLUMN "generation" INTEGER NOT NULL DEFAULT 0,
    DROP CONSTRAINT "stage_holders_pkey",
    ADD CONSTRAINT "stage_holder_rows_pkey" PRIMARY KEY ("repo", "artifact", "stage", "version", "commit", "generation");

ALTER TABLE "problems" RENAME TO "problem_rows";
ALTER TABLE "problem_rows"
    ADD COLUMN "generation" INTEGER NOT NULL DEFAULT 0,
    DROP CONSTRAINT "problems_pkey",
    ADD CONSTRAINT "problem_rows_pkey" PRIMARY KEY ("repo", "scope", "digest", "generation");

ALTER TABLE "ignored_tags" RENAME TO "ignored_tag_rows";
ALTER TABLE "ignored_tag_rows"
    ADD COLUMN "generation" INTEGER NOT NULL DEFAULT 0,
    DROP CONSTRAINT "ignored_tags_pkey",
    ADD CONSTRAINT "ignored_tag_rows_pkey" PRIMARY KEY ("repo", "digest", "generation");

ALTER TABLE "seen_tags" RENAME TO "seen_tag_rows";
ALTER TABLE "seen_tag_rows"
    ADD COLUMN "generation" INTEGER NOT NULL DEFAULT 0,
    DROP CONSTRAINT "seen_tags_pkey",
    ADD CONSTRAINT "seen_tag_rows_pkey" PRIMARY KEY ("repo", "tag", "oid", "generation");

-- With the generation, so that a page of names is read from an index alone.
DROP INDEX "models_by_name", "models_by_name_desc", "models_by_repo_desc", "models_by_updated", "models_by_updated_desc", "models_by_latest", "models_by_latest_desc", "models_by_versions", "models_by_versions_desc";
CREATE INDEX "models_by_name" ON "model_rows"("name", "repo", "generation");
CREATE INDEX "models_by_name_desc" ON "model_rows"("name" DESC, "repo", "generation");
CREATE INDEX "models_by_repo_desc" ON "model_rows"("repo" DESC, "name", "generation");
CREATE INDEX "models_by_updated" ON "model_rows"("updated_seconds", "name", "repo", "generation");
CREATE INDEX "models_by_updated_desc" ON "model_rows"("updated_seconds" DESC, "name", "repo", "generation");
CREATE INDEX "models_by_latest" ON "model_rows"("latest_seconds" NULLS FIRST, "name", "repo", "generation");
CREATE INDEX "models_by_latest_desc" ON "model_rows"("latest_seconds" DESC NULLS LAST, "name", "repo", "generation");
CREATE INDEX "models_by_versions" ON "model_rows"("version_count", "name", "repo", "generation");
CREATE INDEX "models_by_versions_desc" ON "model_rows"("version_count" DESC, "name", "repo", "generation");

-- The condition is written so that the planner takes nearly all rows to pass. For `generation <> ALL (...)` it would
-- estimate none where most rows have the same generation, and read whole tables.
CREATE VIEW "models" AS SELECT
    "repo", "name", "type", "description", "labels", "owners", "path", "hash", "size", "source_file", "source_commit",
    "latest_version", "latest_commit", "latest_seconds", "latest_offset", "version_count", "event_count",
    "deprecated", "updated_seconds", "updated_offset", "problems", "search_text", "terms", "facets", "digest",
    "state_hash"
FROM "model_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

CREATE VIEW "versions" AS SELECT
    "repo", "artifact", "name", "commit", "rank", "registered", "discovered", "active", "registration_tag",
    "committed_seconds", "committed_offset", "stages", "commit_fact", "facts", "digest"
FROM "version_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

CREATE VIEW "events" AS SELECT
    "repo", "tag", "artifact", "kind", "version", "stage", "counter", "oid", "commit", "at_seconds", "at_offset",
    "tagger_name", "tagger_email", "message", "inner_name", "nested", "signature", "digest", "verdict", "signer",
    "signer_key", "policy", "rejected", "anomalies", "actor", "approvers", "reason"
FROM "event_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

CREATE VIEW "stage_holders" AS SELECT
    "repo", "artifact", "stage", "version", "commit", "position", "tag", "behind", "digest"
FROM "stage_holder_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

CREATE VIEW "problems" AS SELECT
    "repo", "scope", "digest", "code", "artifact", "file", "line", "tag", "commit", "detail"
FROM "problem_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

CREATE VIEW "ignored_tags" AS SELECT
    "repo", "digest", "tag", "oid", "code"
FROM "ignored_tag_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

CREATE VIEW "seen_tags" AS SELECT
    "repo", "tag", "oid", "artifact", "first_seen", "vanished_at"
FROM "seen_tag_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;
