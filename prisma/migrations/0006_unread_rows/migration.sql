-- Written by every sync and read by no page: metrics stay in the facts of versions, rules are read from the repository.
DROP TABLE "metrics";

ALTER TABLE "repos" DROP COLUMN "policy";
