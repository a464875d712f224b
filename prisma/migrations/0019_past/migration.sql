-- What the tags of a model came to from one second until another; `until_seconds` is null for the newest. `tag` is the
-- newest of them.
CREATE TABLE "moment_rows" (
    "repo" TEXT COLLATE "C" NOT NULL,
    "artifact" TEXT COLLATE "C" NOT NULL,
    "tag" TEXT COLLATE "C" NOT NULL,
    "since_seconds" BIGINT NOT NULL,
    "until_seconds" BIGINT,
    "since_offset" INTEGER NOT NULL,
    "latest_version" TEXT COLLATE "C",
    "latest_commit" TEXT COLLATE "C",
    "latest_seconds" BIGINT,
    "latest_offset" INTEGER,
    "version_count" INTEGER NOT NULL,
    "deprecated" BOOLEAN NOT NULL,
    "holders" JSON NOT NULL,
    "state_hash" TEXT COLLATE "C" NOT NULL,
    "digest" TEXT COLLATE "C" NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "moment_rows_pkey" PRIMARY KEY ("repo", "artifact", "tag", "generation")
);

CREATE VIEW "moments" AS SELECT
    "repo", "artifact", "tag", "since_seconds", "until_seconds", "since_offset", "latest_version", "latest_commit",
    "latest_seconds", "latest_offset", "version_count", "deprecated", "holders", "state_hash", "digest"
FROM "moment_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

-- The relations below are `models`, `stage_holders` and `versions` as they were at a second. The planner puts their
-- text into the query that reads from them, so that its conditions reach the tables.
CREATE FUNCTION "models_at"("instant" BIGINT) RETURNS TABLE (
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
    FROM "moments" p
    LEFT JOIN LATERAL (
        SELECT v."facts" FROM "versions" v
        WHERE v."repo" = p."repo" AND v."artifact" = p."artifact" AND v."name" = p."latest_version" AND v."commit" = p."latest_commit"
    ) f ON true
    WHERE p."since_seconds" <= $1 AND (p."until_seconds" IS NULL OR p."until_seconds" > $1)
$$;

CREATE FUNCTION "stage_holders_at"("instant" BIGINT) RETURNS TABLE (
    "repo" TEXT, "artifact" TEXT, "stage" TEXT, "version" TEXT, "commit" TEXT, "position" INTEGER, "tag" TEXT,
    "behind" INTEGER
) LANGUAGE sql STABLE AS $$
    SELECT p."repo", p."artifact", h.one->>0, h.one->>1, h.one->>2, (h.one->>3)::int, h.one->>4, (h.one->>5)::int
    FROM "moments" p CROSS JOIN LATERAL json_array_elements(p."holders") h(one)
    WHERE p."since_seconds" <= $1 AND (p."until_seconds" IS NULL OR p."until_seconds" > $1)
$$;

-- Versions that a registration or a deregistration named by then, and commits that only a stage's tag named.
CREATE FUNCTION "versions_at"("instant" BIGINT) RETURNS TABLE (
    "repo" TEXT, "artifact" TEXT, "name" TEXT, "commit" TEXT, "rank" INTEGER, "registered" BOOLEAN, "active" BOOLEAN,
    "registration_tag" TEXT, "committed_seconds" BIGINT, "committed_offset" INTEGER, "stages" TEXT[],
    "commit_fact" JSON, "facts" JSON
) LANGUAGE sql STABLE AS $$
    SELECT d."repo", d."artifact", d."name", d."commit", CASE WHEN d."name" = d."commit" THEN least(v."rank", -1) ELSE v."rank" END,
        d."registered", d."active", d."registration_tag", v."committed_seconds", v."committed_offset",
        ARRAY(SELECT h."stage" FROM "stage_holders_at"($1) h
            WHERE h."repo" = d."repo" AND h."artifact" = d."artifact" AND h."version" = d."name" AND h."commit" = d."commit"
            ORDER BY h."stage"),
        v."commit_fact", v."facts"
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
$$;
