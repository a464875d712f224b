-- Which rows of a repository the counts that a process keeps were made from.
ALTER TABLE "repos" ADD COLUMN "revision" BIGINT NOT NULL DEFAULT 0;
