-- What joins a version with the same content elsewhere, and with what was made from the content.
ALTER TABLE "version_rows" ADD COLUMN "content" TEXT COLLATE "C", ADD COLUMN "origins" TEXT[] COLLATE "C",
    ADD COLUMN "origin_paths" TEXT[] COLLATE "C";

CREATE INDEX "versions_by_content" ON "version_rows"("content");
CREATE INDEX "versions_by_origin" ON "version_rows" USING GIN ("origins");
CREATE INDEX "versions_by_commit" ON "version_rows"("repo", "commit");

CREATE OR REPLACE VIEW "versions" AS SELECT
    "repo", "artifact", "name", "commit", "rank", "registered", "discovered", "active", "registration_tag",
    "committed_seconds", "committed_offset", "stages", "commit_fact", "facts", "digest", "content", "origins",
    "origin_paths"
FROM "version_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

-- The data that the default branch of a repository names.
CREATE TABLE "data_rows" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "path" TEXT COLLATE "C" NOT NULL,
    "stage" TEXT COLLATE "C" NOT NULL,
    "stage_key" TEXT COLLATE "C" NOT NULL,
    "role" TEXT COLLATE "C" NOT NULL,
    "size" BIGINT,
    "generation" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "data_rows_pkey" PRIMARY KEY ("repo", "digest", "generation")
);

CREATE INDEX "data_by_key" ON "data_rows"("key");
CREATE INDEX "data_by_stage" ON "data_rows"("repo", "stage_key");

CREATE VIEW "data_places" AS SELECT
    "repo", "digest", "key", "path", "stage", "stage_key", "role", "size"
FROM "data_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;
