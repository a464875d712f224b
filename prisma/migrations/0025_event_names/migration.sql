-- Of a stage tag that came before its version was known: the names that it was known by, as [Unix seconds, name], oldest first.
-- Every repository is derived again, which writes them.
ALTER TABLE "event_rows" ADD COLUMN "names" JSON;

CREATE OR REPLACE VIEW "events" AS SELECT
    "repo", "tag", "artifact", "kind", "version", "stage", "counter", "oid", "commit", "at_seconds", "at_offset",
    "tagger_name", "tagger_email", "message", "inner_name", "nested", "signature", "digest", "verdict", "signer",
    "signer_key", "policy", "rejected", "anomalies", "actor", "approvers", "reason", "names"
FROM "event_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;
