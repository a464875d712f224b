-- What differs between the files of two commits. It is read from Git, and can be dropped at any time. The key is a hash of
-- both commits, of the paths that were asked for, and of the version of the program.
CREATE TABLE "code_diffs" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "data" TEXT COLLATE "C" NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "code_diffs_pkey" PRIMARY KEY ("repo", "key")
);

CREATE INDEX "code_diffs_by_age" ON "code_diffs"("repo", "read_at" DESC);
