-- Since when a repository's tags are watched, and what of them is held back.
CREATE TABLE "watches" (
    "slug" TEXT COLLATE "C" NOT NULL,
    "repository" TEXT COLLATE "C" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "held_tags" TEXT COLLATE "C",
    "accepted_tags" TEXT COLLATE "C",

    CONSTRAINT "watches_pkey" PRIMARY KEY ("slug")
);

-- Every registry tag that was ever seen, with each object that its ref pointed at.
CREATE TABLE "seen_tags" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "tag" TEXT COLLATE "C" NOT NULL,
    "oid" TEXT COLLATE "C" NOT NULL,
    "artifact" TEXT COLLATE "C" NOT NULL,
    "first_seen" TIMESTAMPTZ(3),
    "vanished_at" TIMESTAMPTZ(3),

    CONSTRAINT "seen_tags_pkey" PRIMARY KEY ("repo","tag","oid")
);

CREATE INDEX "seen_tags_by_artifact" ON "seen_tags"("repo", "artifact");
CREATE INDEX "seen_tags_by_end" ON "seen_tags"("repo", "vanished_at");

-- What signatures prove, so that none is checked twice with the same keys.
CREATE TABLE "proofs" (
    "oid" TEXT COLLATE "C" NOT NULL,
    "keyring" TEXT COLLATE "C" NOT NULL,
    "proof" JSON NOT NULL,

    CONSTRAINT "proofs_pkey" PRIMARY KEY ("oid","keyring")
);

ALTER TABLE "events"
    ADD COLUMN "verdict" TEXT COLLATE "C" NOT NULL DEFAULT 'unsupported',
    ADD COLUMN "signer" TEXT COLLATE "C",
    ADD COLUMN "signer_key" TEXT COLLATE "C",
    ADD COLUMN "policy" TEXT COLLATE "C" NOT NULL DEFAULT 'warn',
    ADD COLUMN "rejected" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "anomalies" TEXT[] COLLATE "C",
    ADD COLUMN "actor" TEXT COLLATE "C",
    ADD COLUMN "approvers" TEXT[] COLLATE "C",
    ADD COLUMN "reason" TEXT COLLATE "C";

-- Until the next sync has judged them.
UPDATE "events" SET "anomalies" = '{}', "approvers" = '{}',
    "verdict" = CASE WHEN "signature" IS NULL THEN 'unsigned' ELSE 'unsupported' END;

ALTER TABLE "models" ADD COLUMN "state_hash" TEXT COLLATE "C" NOT NULL DEFAULT '';

ALTER TABLE "repos"
    ADD COLUMN "state_hash" TEXT COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN "policy" JSON;
