-- Trigrams: words of a search are looked for anywhere in a text. A trusted extension: the database's owner may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateTable
CREATE TABLE "repo_sync" (
    "slug" TEXT COLLATE "C" NOT NULL,
    "url" TEXT COLLATE "C" NOT NULL,
    "status" TEXT COLLATE "C" NOT NULL DEFAULT 'new',
    "phase" TEXT COLLATE "C",
    "done" BIGINT NOT NULL DEFAULT 0,
    "total" BIGINT,
    "percent" DOUBLE PRECISION,
    "error_code" TEXT COLLATE "C",
    "error_message" TEXT COLLATE "C",
    "error_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "lease_holder" TEXT COLLATE "C",
    "lease_token" BIGINT NOT NULL DEFAULT 0,
    "lease_expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "repo_sync_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "index_revision" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "revision" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "index_revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "repos" (
    "slug" TEXT COLLATE "C" NOT NULL,
    "url" TEXT COLLATE "C" NOT NULL,
    "head_branch" TEXT COLLATE "C",
    "head_commit" TEXT COLLATE "C",
    "refs_hash" TEXT COLLATE "C" NOT NULL,
    "derivation" TEXT COLLATE "C" NOT NULL,
    "stage_order" TEXT[] COLLATE "C",
    "synced_at" TIMESTAMPTZ(3) NOT NULL,
    "models" INTEGER NOT NULL,
    "versions" INTEGER NOT NULL,
    "events" INTEGER NOT NULL,
    "problems" INTEGER NOT NULL,
    "ignored_tags" INTEGER NOT NULL,

    CONSTRAINT "repos_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "models" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "type" TEXT COLLATE "C",
    "description" TEXT COLLATE "C" NOT NULL,
    "labels" TEXT[] COLLATE "C",
    "owners" JSON NOT NULL,
    "path" TEXT COLLATE "C",
    "hash" TEXT COLLATE "C",
    "size" BIGINT,
    "source_file" TEXT COLLATE "C",
    "source_commit" TEXT COLLATE "C",
    "latest_version" TEXT COLLATE "C",
    "latest_commit" TEXT COLLATE "C",
    "latest_seconds" BIGINT,
    "latest_offset" INTEGER,
    "version_count" INTEGER NOT NULL,
    "event_count" INTEGER NOT NULL,
    "deprecated" BOOLEAN NOT NULL,
    "updated_seconds" BIGINT NOT NULL,
    "updated_offset" INTEGER NOT NULL,
    "problems" INTEGER NOT NULL,
    "search_text" TEXT COLLATE "C" NOT NULL,
    "terms" TEXT[] COLLATE "C",
    "facets" TEXT[] COLLATE "C",
    "digest" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "models_pkey" PRIMARY KEY ("repo","name")
);

-- CreateTable
CREATE TABLE "versions" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "artifact" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "commit" TEXT COLLATE "C" NOT NULL,
    "rank" INTEGER NOT NULL,
    "registered" BOOLEAN NOT NULL,
    "discovered" BOOLEAN NOT NULL,
    "active" BOOLEAN NOT NULL,
    "registration_tag" TEXT COLLATE "C",
    "committed_seconds" BIGINT NOT NULL,
    "committed_offset" INTEGER NOT NULL,
    "stages" TEXT[] COLLATE "C",
    "commit_fact" JSON,
    "facts" JSON,
    "digest" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "versions_pkey" PRIMARY KEY ("repo","artifact","name","commit")
);

-- CreateTable
CREATE TABLE "events" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "tag" TEXT COLLATE "C" NOT NULL,
    "artifact" TEXT COLLATE "C" NOT NULL,
    "kind" TEXT COLLATE "C" NOT NULL,
    "version" TEXT COLLATE "C",
    "stage" TEXT COLLATE "C",
    "counter" DOUBLE PRECISION NOT NULL,
    "oid" TEXT COLLATE "C" NOT NULL,
    "commit" TEXT COLLATE "C" NOT NULL,
    "at_seconds" BIGINT NOT NULL,
    "at_offset" INTEGER NOT NULL,
    "tagger_name" TEXT COLLATE "C" NOT NULL,
    "tagger_email" TEXT COLLATE "C" NOT NULL,
    "message" TEXT COLLATE "C" NOT NULL,
    "inner_name" TEXT COLLATE "C",
    "nested" BOOLEAN NOT NULL,
    "signature" TEXT COLLATE "C",
    "digest" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("repo","tag")
);

-- CreateTable
CREATE TABLE "stage_holders" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "artifact" TEXT COLLATE "C" NOT NULL,
    "stage" TEXT COLLATE "C" NOT NULL,
    "version" TEXT COLLATE "C" NOT NULL,
    "commit" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "tag" TEXT COLLATE "C" NOT NULL,
    "behind" INTEGER,
    "digest" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "stage_holders_pkey" PRIMARY KEY ("repo","artifact","stage","version","commit")
);

-- CreateTable
CREATE TABLE "metrics" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "artifact" TEXT COLLATE "C" NOT NULL,
    "commit" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "metrics_pkey" PRIMARY KEY ("repo","artifact","commit","name")
);

-- CreateTable
CREATE TABLE "problems" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "scope" TEXT COLLATE "C" NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,
    "artifact" TEXT COLLATE "C",
    "file" TEXT COLLATE "C",
    "line" INTEGER,
    "tag" TEXT COLLATE "C",
    "commit" TEXT COLLATE "C",
    "detail" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "problems_pkey" PRIMARY KEY ("repo","scope","digest")
);

-- CreateTable
CREATE TABLE "ignored_tags" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "tag" TEXT COLLATE "C" NOT NULL,
    "oid" TEXT COLLATE "C" NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "ignored_tags_pkey" PRIMARY KEY ("repo","digest")
);

-- CreateTable
CREATE TABLE "poisoned_blobs" (
    "oid" TEXT COLLATE "C" NOT NULL,
    "form" TEXT COLLATE "C" NOT NULL,
    "parser_version" INTEGER NOT NULL,
    "code" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "poisoned_blobs_pkey" PRIMARY KEY ("oid","form","parser_version")
);

-- CreateIndex
CREATE INDEX "models_by_name" ON "models"("name", "repo");

-- CreateIndex
CREATE INDEX "models_by_name_desc" ON "models"("name" DESC, "repo");

-- CreateIndex
CREATE INDEX "models_by_repo_desc" ON "models"("repo" DESC, "name");

-- CreateIndex
CREATE INDEX "models_by_updated" ON "models"("updated_seconds", "name", "repo");

-- CreateIndex
CREATE INDEX "models_by_updated_desc" ON "models"("updated_seconds" DESC, "name", "repo");

-- CreateIndex
CREATE INDEX "models_by_latest" ON "models"("latest_seconds" NULLS FIRST, "name", "repo");

-- CreateIndex
CREATE INDEX "models_by_latest_desc" ON "models"("latest_seconds" DESC NULLS LAST, "name", "repo");

-- CreateIndex
CREATE INDEX "models_by_versions" ON "models"("version_count", "name", "repo");

-- CreateIndex
CREATE INDEX "models_by_versions_desc" ON "models"("version_count" DESC, "name", "repo");

-- CreateIndex
CREATE INDEX "models_terms" ON "models" USING GIN ("terms");

-- CreateIndex
CREATE INDEX "models_search_text" ON "models" USING GIN ("search_text" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "events_by_time" ON "events"("at_seconds", "counter", "tag", "repo");

-- CreateIndex
CREATE INDEX "events_by_repo" ON "events"("repo", "at_seconds", "counter", "tag");

-- CreateIndex
CREATE INDEX "events_by_artifact" ON "events"("repo", "artifact", "at_seconds", "counter", "tag");

-- CreateIndex
CREATE INDEX "events_by_kind" ON "events"("kind", "at_seconds", "counter", "tag", "repo");

-- CreateIndex
CREATE INDEX "events_by_stage" ON "events"("stage", "at_seconds", "counter", "tag", "repo");

-- CreateIndex
CREATE INDEX "stage_holders_by_stage" ON "stage_holders"("stage", "repo", "artifact");

INSERT INTO "index_revision" ("id", "revision") VALUES (1, 0);
