-- Until the next sync of a repository, its owners are known by the one name that they had.
UPDATE "model_rows" SET "owners" = coalesce((
    SELECT jsonb_agg(one || '{"email": null, "aliases": []}') FROM jsonb_array_elements("owners"::jsonb) one
), '[]')::json;
