-- Rights that one process holds at a time, by name: `sync:SLUG`, `promote:SLUG`. Rows stay, so that a token never
-- comes twice.
CREATE TABLE "leases" (
    "name" TEXT COLLATE "C" NOT NULL,
    "holder" TEXT COLLATE "C",
    "token" BIGINT NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "leases_pkey" PRIMARY KEY ("name")
);

INSERT INTO "leases" ("name", "holder", "token", "expires_at")
SELECT 'sync:' || "slug", "lease_holder", "lease_token", "lease_expires_at" FROM "repo_sync";

ALTER TABLE "repo_sync" DROP COLUMN "lease_holder", DROP COLUMN "lease_token", DROP COLUMN "lease_expires_at";

-- The journal of commands: what was asked, how far it came, and the objects that were made for it.
CREATE TABLE "commands" (
    "id" TEXT COLLATE "C" NOT NULL,
    "repo" TEXT COLLATE "C" NOT NULL,
    "state" TEXT COLLATE "C" NOT NULL,
    "content" TEXT COLLATE "C" NOT NULL,
    "asked" JSON NOT NULL,
    "requester" JSON NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "approvals" JSON NOT NULL,
    "approvals_needed" INTEGER NOT NULL DEFAULT 0,
    "prepared" JSON,
    "refusal" JSON,
    "superseded" JSON,

    CONSTRAINT "commands_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "commands_by_repo" ON "commands"("repo", "state", "requested_at");
CREATE INDEX "commands_by_time" ON "commands"("requested_at", "id");
