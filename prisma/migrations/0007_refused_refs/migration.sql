-- Refs that took too much to read are not read again until they change.
ALTER TABLE repo_sync
  ADD COLUMN refused_refs TEXT COLLATE "C",
  ADD COLUMN refused_why TEXT COLLATE "C";
