-- A sync was asked for while another one ran: when that one ends, the repository is queued again and not up to date.
ALTER TABLE "repo_sync" ADD COLUMN "requested" BOOLEAN NOT NULL DEFAULT false;
