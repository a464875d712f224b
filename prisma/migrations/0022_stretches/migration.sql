-- Moments are kept in stretches of some: a row for each took four times the bytes and most of the time of writing them.
-- Every repository is derived again, so that nothing is moved.
DROP VIEW "moments";
DROP TABLE "moment_rows";

-- Lists with an item for each moment, and lists of what several of them name, by places that count from 1. Tags are
-- without the name of the artifact, with which they begin.
CREATE TABLE "stretch_rows" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "artifact" TEXT COLLATE "C" NOT NULL,
    "tag" TEXT COLLATE "C" NOT NULL,
    "since_seconds" BIGINT NOT NULL,
    "until_seconds" BIGINT,
    "seconds" BIGINT[],
    "offsets" INTEGER[],
    "tags" TEXT[] COLLATE "C",
    "latest" INTEGER[],
    "latest_versions" TEXT[] COLLATE "C",
    "latest_commits" TEXT[] COLLATE "C",
    "latest_seconds" BIGINT[],
    "latest_offsets" INTEGER[],
    "version_counts" INTEGER[],
    "deprecated" BOOLEAN[],
    "state_hashes" TEXT[] COLLATE "C",
    "holder_ends" INTEGER[],
    "holders" INTEGER[],
    "positions" INTEGER[],
    "behind" INTEGER[],
    "held_stages" TEXT[] COLLATE "C",
    "held_versions" TEXT[] COLLATE "C",
    "held_commits" TEXT[] COLLATE "C",
    "held_tags" TEXT[] COLLATE "C",
    "digest" TEXT COLLATE "C" NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "stretch_rows_pkey" PRIMARY KEY ("repo", "artifact", "tag", "generation")
);

CREATE VIEW "stretches" AS SELECT
    "repo", "artifact", "tag", "since_seconds", "until_seconds", "seconds", "offsets", "tags", "latest",
    "latest_versions", "latest_commits", "latest_seconds", "latest_offsets", "version_counts", "deprecated",
    "state_hashes", "holder_ends", "holders", "positions", "behind", "held_stages", "held_versions", "held_commits",
    "held_tags", "digest"
FROM "stretch_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

-- A row for each moment. `holders` has a list for each: stage, version, commit, position, tag, behind.
CREATE VIEW "moments" AS SELECT
    s."repo", s."artifact", replace(s."artifact", ':', '=') || s."tags"[m.at] AS "tag",
    s."seconds"[m.at] AS "since_seconds", coalesce(s."seconds"[m.at + 1], s."until_seconds") AS "until_seconds",
    s."offsets"[m.at] AS "since_offset", s."latest_versions"[s."latest"[m.at]] AS "latest_version",
    s."latest_commits"[s."latest"[m.at]] AS "latest_commit",
    s."latest_seconds"[s."latest"[m.at]] AS "latest_seconds", s."latest_offsets"[s."latest"[m.at]] AS "latest_offset",
    s."version_counts"[m.at] AS "version_count", s."deprecated"[m.at] AS "deprecated",
    (SELECT coalesce(json_agg(json_build_array(
            s."held_stages"[s."holders"[h.at]], s."held_versions"[s."holders"[h.at]], s."held_commits"[s."holders"[h.at]],
            s."positions"[h.at], replace(s."artifact", ':', '=') || s."held_tags"[s."holders"[h.at]], s."behind"[h.at]
        ) ORDER BY h.at), '[]')
        FROM generate_series(coalesce(s."holder_ends"[m.at - 1], 0) + 1, s."holder_ends"[m.at]) h(at)) AS "holders",
    s."state_hashes"[m.at] AS "state_hash"
FROM "stretches" s CROSS JOIN LATERAL generate_subscripts(s."seconds", 1) m(at);

-- The moment of each artifact at a second, from the stretches that have it; `width_bucket` finds it there.
CREATE TYPE "moment_at" AS (
    "repo" TEXT COLLATE "C", "artifact" TEXT COLLATE "C", "since_seconds" BIGINT, "since_offset" INTEGER,
    "latest_version" TEXT COLLATE "C", "latest_commit" TEXT COLLATE "C", "latest_seconds" BIGINT,
    "latest_offset" INTEGER, "version_count" INTEGER, "deprecated" BOOLEAN, "state_hash" TEXT COLLATE "C"
);

CREATE FUNCTION "moments_at"("instant" BIGINT) RETURNS SETOF "moment_at" LANGUAGE sql STABLE AS $$
    SELECT s."repo", s."artifact", s."seconds"[m.at], s."offsets"[m.at], s."latest_versions"[s."latest"[m.at]],
        s."latest_commits"[s."latest"[m.at]], s."latest_seconds"[s."latest"[m.at]], s."latest_offsets"[s."latest"[m.at]],
        s."version_counts"[m.at], s."deprecated"[m.at], s."state_hashes"[m.at]
    FROM "stretches" s CROSS JOIN LATERAL (SELECT width_bucket($1, s."seconds") AS at OFFSET 0) m
    WHERE s."since_seconds" <= $1 AND (s."until_seconds" IS NULL OR s."until_seconds" > $1)
$$;

CREATE OR REPLACE FUNCTION "models_at"("instant" BIGINT) RETURNS SETOF "model_at" LANGUAGE sql STABLE AS $$
    SELECT p."repo", p."artifact", f."type", coalesce(f."description", ''),
        ARRAY(SELECT json_array_elements_text(f."labels")),
        (SELECT coalesce(json_agg(json_build_object('name', o, 'source', 'annotation', 'email', null, 'aliases', '[]'::json)), '[]')
            FROM json_array_elements_text(f."owners") o),
        f."path", f."hash", f."size", f."file", CASE WHEN f."file" IS NOT NULL THEN p."latest_commit" END,
        p."latest_version", p."latest_commit", p."latest_seconds", p."latest_offset", p."version_count", p."deprecated",
        p."since_seconds", p."since_offset", 0, p."state_hash"
    FROM "moments_at"($1) p
    LEFT JOIN LATERAL (
        SELECT v."facts" FROM "versions" v
        WHERE v."repo" = p."repo" AND v."artifact" = p."artifact" AND v."name" = p."latest_version" AND v."commit" = p."latest_commit"
        LIMIT 1
    ) v ON true
    LEFT JOIN LATERAL json_to_record(v."facts") AS f("type" TEXT, "description" TEXT, "labels" JSON, "owners" JSON,
        "path" TEXT, "hash" TEXT, "size" BIGINT, "file" TEXT) ON true
$$;

CREATE OR REPLACE FUNCTION "stage_holders_at"("instant" BIGINT) RETURNS SETOF "stage_holder_at" LANGUAGE sql STABLE AS $$
    SELECT s."repo", s."artifact", s."held_stages"[h.place], s."held_versions"[h.place], s."held_commits"[h.place],
        h."position", replace(s."artifact", ':', '=') || s."held_tags"[h.place], h."behind"
    FROM "stretches" s
    CROSS JOIN LATERAL (
        SELECT coalesce(s."holder_ends"[m.at - 1], 0) + 1 AS start, s."holder_ends"[m.at] AS stop
        FROM (SELECT width_bucket($1, s."seconds") AS at) m OFFSET 0
    ) one
    CROSS JOIN LATERAL unnest(
        s."holders"[one.start : one.stop], s."positions"[one.start : one.stop], s."behind"[one.start : one.stop]
    ) h("place", "position", "behind")
    WHERE s."since_seconds" <= $1 AND (s."until_seconds" IS NULL OR s."until_seconds" > $1)
$$;
