-- Commits that only a stage's tag named by then have ranks of their own below all versions, the highest commit first. They
-- all had one rank, so that lists had no order and answers that continue at a rank left commits out.
CREATE OR REPLACE FUNCTION "versions_at"("instant" BIGINT) RETURNS SETOF "version_at" LANGUAGE sql STABLE AS $$
    SELECT d."repo", d."artifact", d."name", d."commit", coalesce(d."rank", v."rank"),
        d."registered", d."active", d."registration_tag", v."committed_seconds", v."committed_offset",
        coalesce(h."stages", '{}'), v."commit_fact", v."facts"
    FROM (
        SELECT e."repo", e."artifact", e."version" AS "name", e."commit", NULL::int AS "rank",
            bool_or(e."kind" = 'registration') AS "registered",
            (array_agg(e."kind" ORDER BY e."at_seconds" DESC, e."counter" DESC, e."tag" DESC))[1] = 'registration' AS "active",
            (array_agg(e."tag" ORDER BY e."at_seconds" DESC, e."counter" DESC, e."tag" DESC)
                FILTER (WHERE e."kind" = 'registration'))[1] AS "registration_tag"
        FROM "events" e
        WHERE e."kind" IN ('registration', 'deregistration') AND NOT e."rejected" AND e."at_seconds" <= $1
        GROUP BY e."repo", e."artifact", e."version", e."commit"
        UNION ALL
        SELECT s."repo", s."artifact", s."commit", s."commit",
            -(row_number() OVER (PARTITION BY s."repo", s."artifact" ORDER BY s."commit" DESC))::int, false, true, NULL
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
