-- The people that the annotation of a version names, as those of a model are: OwnerView. Null where its facts say the same.
-- Every repository is derived again, which writes them.
ALTER TABLE "version_rows" ADD COLUMN "owners" JSON;

CREATE OR REPLACE VIEW "versions" AS SELECT
    "repo", "artifact", "name", "commit", "rank", "registered", "discovered", "active", "registration_tag",
    "committed_seconds", "committed_offset", "stages", "commit_fact", "facts", "digest", "content", "origins",
    "origin_paths", "owners"
FROM "version_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

CREATE OR REPLACE FUNCTION "models_at"("instant" BIGINT) RETURNS SETOF "model_at" LANGUAGE sql STABLE AS $$
    SELECT p."repo", p."artifact", f."type", coalesce(f."description", ''),
        ARRAY(SELECT json_array_elements_text(f."labels")),
        coalesce(v."owners",
            (SELECT json_agg(json_build_object('name', o, 'source', 'annotation', 'email', null, 'aliases', '[]'::json))
                FROM json_array_elements_text(f."owners") o), '[]'),
        f."path", f."hash", f."size", f."file", CASE WHEN f."file" IS NOT NULL THEN p."latest_commit" END,
        p."latest_version", p."latest_commit", p."latest_seconds", p."latest_offset", p."version_count", p."deprecated",
        p."since_seconds", p."since_offset", 0, p."state_hash"
    FROM "moments_at"($1) p
    LEFT JOIN LATERAL (
        SELECT v."facts", v."owners" FROM "versions" v
        WHERE v."repo" = p."repo" AND v."artifact" = p."artifact" AND v."name" = p."latest_version" AND v."commit" = p."latest_commit"
        LIMIT 1
    ) v ON true
    LEFT JOIN LATERAL json_to_record(v."facts") AS f("type" TEXT, "description" TEXT, "labels" JSON, "owners" JSON,
        "path" TEXT, "hash" TEXT, "size" BIGINT, "file" TEXT) ON true
$$;
