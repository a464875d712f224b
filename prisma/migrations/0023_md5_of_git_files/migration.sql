-- Finds a file in Git by the md5 that DVC records of it: as it is, and with LF for CRLF. Other rows are not in the indexes.
CREATE INDEX "versions_by_md5" ON "version_rows"(("facts"->'md5s'->>0)) WHERE "content" LIKE 'git:%';
CREATE INDEX "versions_by_text_md5" ON "version_rows"(("facts"->'md5s'->>1)) WHERE "content" LIKE 'git:%';
