-- The relations of the past, with texts in the collation "C" as the tables have them. Columns that a function declares
-- itself are in the collation of the database, and conditions on those use no index of the tables. Facts are parsed once.
DROP FUNCTION "models_at", "stage_holders_at", "versions_at";

CREATE TYPE "model_at" AS (
    "repo" TEXT COLLATE "C", "name" TEXT COLLATE "C", "type" TEXT COLLATE "C", "description" TEXT COLLATE "C",
    "labels" TEXT[] COLLATE "C", "owners" JSON, "path" TEXT COLLATE "C", "hash" TEXT COLLATE "C", "size" BIGINT,
    "source_file" TEXT COLLATE "C", "source_commit" TEXT COLLATE "C", "latest_version" TEXT COLLATE "C",
    "latest_commit" TEXT COLLATE "C", "latest_seconds" BIGINT, "latest_offset" INTEGER, "version_count" INTEGER,
    "deprecated" BOOLEAN, "updated_seconds" BIGINT, "updated_offset" INTEGER, "problems" INTEGER,
    "state_hash" TEXT COLLATE "C"
);

CREATE FUNCTION "models_at"("instant" BIGINT) RETURNS SETOF "model_at" LANGUAGE sql STABLE AS $$
    SELECT p."repo", p."artifact", f."type", coalesce(f."description", ''),
        ARRAY(SELECT json_array_elements_text(f."labels")),
        (SELECT coalesce(json_agg(json_build_object('name', o, 'source', 'annotation', 'email', null, 'aliases', '[]'::json)), '[]')
            FROM json_array_elements_text(f."owners") o),
        f."path", f."hash", f."size", f."file", CASE WHEN f."file" IS NOT NULL THEN p."latest_commit" END,
        p."latest_version", p."latest_commit", p."latest_seconds", p."latest_offset", p."version_count", p."deprecated",
        p."since_seconds", p."since_offset", 0, p."state_hash"
    FROM "moments" p
    LEFT JOIN LATERAL (
        SELECT v."facts" FROM "versions" v
        WHERE v."repo" = p."repo" AND v."artifact" = p."artifact" AND v."name" = p."latest_version" AND v."commit" = p."latest_commit"
        LIMIT 1
    ) v ON true
    LEFT JOIN LATERAL json_to_record(v."facts") AS f("type" TEXT, "description" TEXT, "labels" JSON, "owners" JSON,
        "path" TEXT, "hash" TEXT, "size" BIGINT, "file" TEXT) ON true
    WHERE p."since_seconds" <= $1 AND (p."until_seconds" IS NULL OR p."until_seconds" > $1)
$$;

CREATE TYPE "stage_holder_at" AS (
    "repo" TEXT COLLATE "C", "artifact" TEXT COLLATE "C", "stage" TEXT COLLATE "C", "version" TEXT COLLATE "C",
    "commit" TEXT COLLATE "C", "position" INTEGER, "tag" TEXT COLLATE "C", "behind" INTEGER
);

CREATE FUNCTION "stage_holders_at"("instant" BIGINT) RETURNS SETOF "stage_holder_at" LANGUAGE sql STABLE AS $$
    SELECT p."repo", p."artifact", h.one->>0, h.one->>1, h.one->>2, (h.one->>3)::int, h.one->>4, (h.one->>5)::int
    FROM "moments" p CROSS JOIN LATERAL json_array_elements(p."holders") h(one)
    WHERE p."since_seconds" <= $1 AND (p."until_seconds" IS NULL OR p."until_seconds" > $1)
$$;

-- Versions that a registration or a deregistration named by then, and commits that only a stage's tag named.
CREATE TYPE "version_at" AS (
    "repo" TEXT COLLATE "C", "artifact" TEXT COLLATE "C", "name" TEXT COLLATE "C", "commit" TEXT COLLATE "C",
    "rank" INTEGER, "registered" BOOLEAN, "active" BOOLEAN, "registration_tag" TEXT COLLATE "C",
    "committed_seconds" BIGINT, "committed_offset" INTEGER, "stages" TEXT[] COLLATE "C", "commit_fact" JSON,
    "facts" JSON
);

CREATE FUNCTION "versions_at"("instant" BIGINT) RETURNS SETOF "version_at" LANGUAGE sql STABLE AS $$
    SELECT d."repo", d."artifact", d."name", d."commit", CASE WHEN d."name" = d."commit" THEN least(v."rank", -1) ELSE v."rank" END,
        d."registered", d."active", d."registration_tag", v."committed_seconds", v."committed_offset",
        coalesce(h."stages", '{}'), v."commit_fact", v."facts"
    FROM (
        SELECT e."repo", e."artifact", e."version" AS "name", e."commit", bool_or(e."kind" = 'registration') AS "registered",
            (array_agg(e."kind" ORDER BY e."at_seconds" DESC, e."counter" DESC, e."tag" DESC))[1] = 'registration' AS "active",
            (array_agg(e."tag" ORDER BY e."at_seconds" DESC, e."counter" DESC, e."tag" DESC)
                FILTER (WHERE e."kind" = 'registration'))[1] AS "registration_tag"
        FROM "events" e
        WHERE e."kind" IN ('registration', 'deregistration') AND NOT e."rejected" AND e."at_seconds" <= $1
        GROUP BY e."repo", e."artifact", e."version", e."commit"
        UNION ALL
        SELECT s."repo", s."artifact", s."commit", s."commit", false, true, NULL
        FROM "events" s
        WHERE s."kind" IN ('assignment', 'unassignment') AND NOT s."rejected" AND s."at_seconds" <= $1
        GROUP BY s."repo", s."artifact", s."commit"
        HAVING NOT EXISTS (
            SELECT FROM "events" r
            WHERE r."repo" = s."repo" AND r."artifact" = s."artifact" AND r."commit" = s."commit"
                AND r."kind" IN ('registration', 'deregistration') AND NOT r."rejected" AND r."at_seconds" <= $1)
    ) d
    JOIN LATERAL (
        SELECT c."rank", c."committed_seconds", c."committed_offset", c."commit_fact", c."facts" FROM "versions" c
        WHERE c."repo" = d."repo" AND c."artifact" = d."artifact" AND c."commit" = d."commit"
        ORDER BY c."name" = d."name" DESC, c."rank" DESC LIMIT 1
    ) v ON true
    LEFT JOIN (
        SELECT s."repo", s."artifact", s."version", s."commit", array_agg(s."stage" ORDER BY s."stage") AS "stages"
        FROM "stage_holders_at"($1) s GROUP BY s."repo", s."artifact", s."version", s."commit"
    ) h ON h."repo" = d."repo" AND h."artifact" = d."artifact" AND h."version" = d."name" AND h."commit" = d."commit"
$$;
