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

-- `models` and `stage_holders` as they were at a second, from the stretches that have it; `width_bucket` finds the moment.
CREATE OR REPLACE FUNCTION "models_at"("instant" BIGINT) RETURNS TABLE (
    "repo" TEXT, "name" TEXT, "type" TEXT, "description" TEXT, "labels" TEXT[], "owners" JSON, "path" TEXT,
    "hash" TEXT, "size" BIGINT, "source_file" TEXT, "source_commit" TEXT, "latest_version" TEXT, "latest_commit" TEXT,
    "latest_seconds" BIGINT, "latest_offset" INTEGER, "version_count" INTEGER, "deprecated" BOOLEAN,
    "updated_seconds" BIGINT, "updated_offset" INTEGER, "problems" INTEGER, "state_hash" TEXT
) LANGUAGE sql STABLE AS $$
    SELECT p."repo", p."artifact", f."facts"->>'type', coalesce(f."facts"->>'description', ''),
        ARRAY(SELECT json_array_elements_text(f."facts"->'labels')),
        (SELECT coalesce(json_agg(json_build_object('name', o, 'source', 'annotation', 'email', null, 'aliases', '[]'::json)), '[]')
            FROM json_array_elements_text(f."facts"->'owners') o),
        f."facts"->>'path', f."facts"->>'hash', (f."facts"->>'size')::bigint, f."facts"->>'file',
        CASE WHEN f."facts"->>'file' IS NOT NULL THEN p."latest_commit" END, p."latest_version", p."latest_commit",
        p."latest_seconds", p."latest_offset", p."version_count", p."deprecated", p."since_seconds", p."since_offset",
        0, p."state_hash"
    FROM (
        SELECT s."repo", s."artifact", s."seconds"[m.at] AS "since_seconds", s."offsets"[m.at] AS "since_offset",
            s."latest_versions"[s."latest"[m.at]] AS "latest_version", s."latest_commits"[s."latest"[m.at]] AS "latest_commit",
            s."latest_seconds"[s."latest"[m.at]] AS "latest_seconds", s."latest_offsets"[s."latest"[m.at]] AS "latest_offset",
            s."version_counts"[m.at] AS "version_count", s."deprecated"[m.at] AS "deprecated",
            s."state_hashes"[m.at] AS "state_hash"
        FROM "stretches" s CROSS JOIN LATERAL (SELECT width_bucket($1, s."seconds") AS at OFFSET 0) m
        WHERE s."since_seconds" <= $1 AND (s."until_seconds" IS NULL OR s."until_seconds" > $1)
    ) p
    LEFT JOIN LATERAL (
        SELECT v."facts" FROM "versions" v
        WHERE v."repo" = p."repo" AND v."artifact" = p."artifact" AND v."name" = p."latest_version" AND v."commit" = p."latest_commit"
    ) f ON true
$$;

CREATE OR REPLACE FUNCTION "stage_holders_at"("instant" BIGINT) RETURNS TABLE (
    "repo" TEXT, "artifact" TEXT, "stage" TEXT, "version" TEXT, "commit" TEXT, "position" INTEGER, "tag" TEXT,
    "behind" INTEGER
) LANGUAGE sql STABLE AS $$
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
