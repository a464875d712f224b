-- Searches of models that people keep and share: OWN data.
CREATE TABLE "saved_views" (
    "id" TEXT COLLATE "C" NOT NULL,
    "owner" TEXT COLLATE "C" NOT NULL,
    "owner_name" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "query" TEXT COLLATE "C" NOT NULL,
    "sort" TEXT COLLATE "C",
    "columns" TEXT[] COLLATE "C",
    "page_size" INTEGER,
    "shared" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "saved_views_by_owner" ON "saved_views"("owner", "name");
CREATE INDEX "saved_views_shared" ON "saved_views"("shared");
