-- Pipelines of commits that were requested. They are derived from Git, and can be dropped at any time.
CREATE TABLE "pipelines" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "commit" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "data" TEXT COLLATE "C" NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pipelines_pkey" PRIMARY KEY ("repo", "commit")
);

CREATE INDEX "pipelines_by_age" ON "pipelines"("repo", "read_at" DESC);

-- What is wrong with a file as a whole is found with each of its models, and shown once.
CREATE VIEW "shown_problems" AS
SELECT
    "repo",
    min("scope") AS "scope",
    min("digest") AS "digest",
    "code",
    CASE WHEN count(*) = 1 THEN max("artifact") END AS "artifact",
    "file",
    "line",
    "tag",
    max("commit") AS "commit",
    "detail"
FROM "problems"
GROUP BY "repo", "code", "file", "line", "tag", "detail", CASE WHEN "file" IS NULL THEN "artifact" END;
