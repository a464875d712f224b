-- What happened to an artifact over time, in one row: what insights count. Every repository is derived again, which writes
-- them.
CREATE TABLE "history_rows" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "artifact" TEXT COLLATE "C" NOT NULL,
    "history" JSON NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "history_rows_pkey" PRIMARY KEY ("repo", "artifact", "generation")
);

CREATE VIEW "histories" AS SELECT "repo", "artifact", "history", "digest"
FROM "history_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;
