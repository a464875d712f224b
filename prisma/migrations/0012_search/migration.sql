-- What searches look at, apart from what pages show: a search reads every row of its table, so that the rows are short.
CREATE TABLE "search_rows" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "text" TEXT COLLATE "C" NOT NULL,
    "terms" TEXT[] COLLATE "C",
    "facets" TEXT[] COLLATE "C",
    "updated_seconds" BIGINT NOT NULL,
    "latest_seconds" BIGINT,
    "promoted_seconds" BIGINT,
    "production_seconds" BIGINT,
    "production_behind" INTEGER,
    "version_count" INTEGER NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "search_rows_pkey" PRIMARY KEY ("repo", "name", "generation")
);

-- Until the next sync of a repository, its models are found by what was known of them.
INSERT INTO "search_rows" ("repo", "name", "text", "terms", "facets", "updated_seconds", "latest_seconds", "version_count", "digest", "generation")
SELECT "repo", "name", "search_text", "terms" || ('kind:' || lower(coalesce("type", 'model'))),
    "facets" || ('kind:' || lower(coalesce("type", 'model'))), "updated_seconds", "latest_seconds", "version_count", '', "generation"
FROM "model_rows";

CREATE INDEX "search_terms" ON "search_rows" USING GIN ("terms");
CREATE INDEX "search_text" ON "search_rows" USING GIN ("text" gin_trgm_ops);

CREATE VIEW "search" AS SELECT
    "repo", "name", "text", "terms", "facets", "updated_seconds", "latest_seconds", "promoted_seconds",
    "production_seconds", "production_behind", "version_count", "digest"
FROM "search_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

-- The metrics and params of the latest version, whose stage is empty, and of what each stage holds.
CREATE TABLE "measure_rows" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "artifact" TEXT COLLATE "C" NOT NULL,
    "stage" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "number" DOUBLE PRECISION,
    "text" TEXT COLLATE "C",
    "shown" TEXT COLLATE "C" NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "measure_rows_pkey" PRIMARY KEY ("repo", "artifact", "stage", "name", "generation")
);

CREATE INDEX "measures_by_number" ON "measure_rows"("name", "stage", "number", "repo", "artifact", "generation");

CREATE VIEW "measures" AS SELECT
    "repo", "artifact", "stage", "name", "number", "text", "shown", "digest"
FROM "measure_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

DROP VIEW "models";
DROP INDEX "models_terms", "models_search_text";
ALTER TABLE "model_rows" DROP COLUMN "search_text", DROP COLUMN "terms", DROP COLUMN "facets";
CREATE VIEW "models" AS SELECT
    "repo", "name", "type", "description", "labels", "owners", "path", "hash", "size", "source_file", "source_commit",
    "latest_version", "latest_commit", "latest_seconds", "latest_offset", "version_count", "event_count",
    "deprecated", "updated_seconds", "updated_offset", "problems", "digest", "state_hash"
FROM "model_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

-- Every search asks which models have an open request.
CREATE INDEX "commands_by_state" ON "commands"("state", "repo");

-- Models without a registered version are last in either direction.
DROP INDEX "models_by_latest";
CREATE INDEX "models_by_latest" ON "model_rows"("latest_seconds", "name", "repo", "generation");
