-- The type whose tab a saved view shows; null: the usual one of its search.
ALTER TABLE "saved_views" ADD COLUMN "tab" TEXT COLLATE "C";
