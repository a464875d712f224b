-- The commits that changed the content of a version since the one before it. They are read from Git, and can be dropped at
-- any time. The key is a hash of both commits and the path.
CREATE TABLE "path_changes" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "data" TEXT COLLATE "C" NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "path_changes_pkey" PRIMARY KEY ("repo", "key")
);

CREATE INDEX "path_changes_by_age" ON "path_changes"("repo", "read_at" DESC);
