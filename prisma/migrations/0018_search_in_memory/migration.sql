-- Searches are evaluated in the server's memory, which reads the rows of a repository and derives terms from its facets.
DROP INDEX "search_terms", "search_text";

DROP VIEW "search";
ALTER TABLE "search_rows" DROP COLUMN "terms";
CREATE VIEW "search" AS SELECT
    "repo", "name", "text", "facets", "updated_seconds", "latest_seconds", "promoted_seconds",
    "production_seconds", "production_behind", "version_count", "digest"
FROM "search_rows"
WHERE nullif("generation" = ANY (ARRAY(SELECT h."generation" FROM "hidden_generations" h)), true) IS NOT NULL;

-- The models of a page are read by their names, whatever its order.
DROP INDEX "models_by_name_desc", "models_by_repo_desc", "models_by_updated", "models_by_updated_desc", "models_by_latest",
    "models_by_latest_desc", "models_by_versions", "models_by_versions_desc";
