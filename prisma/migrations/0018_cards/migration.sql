-- What the blobs that are cards of models say. They are read from Git, and can be dropped at any time.
CREATE TABLE "cards" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "oid" TEXT COLLATE "C" NOT NULL,
    "version" INTEGER NOT NULL,
    "data" TEXT COLLATE "C" NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cards_pkey" PRIMARY KEY ("repo", "oid")
);

CREATE INDEX "cards_by_age" ON "cards"("repo", "read_at" DESC);
