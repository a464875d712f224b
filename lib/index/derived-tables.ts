import type { Prisma } from '@/prisma/generated/client'

/** Whatever runs SQL: the client, or a transaction of it. */
export type Executor = Pick<Prisma.TransactionClient, '$executeRaw' | '$queryRaw'>

export type StoredKey = { readonly key: string; readonly digest: string }

/** How rows of one derived table are found and changed. `json` is an array of rows, or of keys. */
export type DerivedTable = {
  readonly name: string
  /** The key within a repository. */
  readonly columns: readonly string[]
  /** Keys and digests of the stored rows that belong to the artifacts. */
  find(db: Executor, repo: string, artifacts: readonly string[]): Promise<StoredKey[]>
  insert(db: Executor, json: string): Promise<number>
  remove(db: Executor, repo: string, json: string): Promise<number>
}

export const modelTable: DerivedTable = {
  name: 'models',
  columns: ['name'],
  find: (db, repo, artifacts) =>
    db.$queryRaw`SELECT name AS key, digest FROM models
      WHERE repo = ${repo} AND name = ANY(${artifacts})`,
  insert: (db, json) =>
    db.$executeRaw`INSERT INTO models SELECT * FROM json_populate_recordset(null::models, ${json}::json)`,
  remove: (db, repo, json) =>
    db.$executeRaw`DELETE FROM models t USING json_populate_recordset(null::models, ${json}::json) k
      WHERE t.repo = ${repo} AND t.name = k.name`,
}

export const versionTable: DerivedTable = {
  name: 'versions',
  columns: ['artifact', 'name', 'commit'],
  find: (db, repo, artifacts) =>
    db.$queryRaw`SELECT artifact || E'\\n' || name || E'\\n' || commit AS key, digest FROM versions
      WHERE repo = ${repo} AND artifact = ANY(${artifacts})`,
  insert: (db, json) =>
    db.$executeRaw`INSERT INTO versions SELECT * FROM json_populate_recordset(null::versions, ${json}::json)`,
  remove: (db, repo, json) =>
    db.$executeRaw`DELETE FROM versions t USING json_populate_recordset(null::versions, ${json}::json) k
      WHERE t.repo = ${repo} AND t.artifact = k.artifact AND t.name = k.name AND t.commit = k.commit`,
}

export const eventTable: DerivedTable = {
  name: 'events',
  columns: ['tag'],
  find: (db, repo, artifacts) =>
    db.$queryRaw`SELECT tag AS key, digest FROM events
      WHERE repo = ${repo} AND artifact = ANY(${artifacts})`,
  insert: (db, json) =>
    db.$executeRaw`INSERT INTO events SELECT * FROM json_populate_recordset(null::events, ${json}::json)`,
  remove: (db, repo, json) =>
    db.$executeRaw`DELETE FROM events t USING json_populate_recordset(null::events, ${json}::json) k
      WHERE t.repo = ${repo} AND t.tag = k.tag`,
}

export const holderTable: DerivedTable = {
  name: 'stage_holders',
  columns: ['artifact', 'stage', 'version', 'commit'],
  find: (db, repo, artifacts) =>
    db.$queryRaw`SELECT artifact || E'\\n' || stage || E'\\n' || version || E'\\n' || commit AS key, digest
      FROM stage_holders WHERE repo = ${repo} AND artifact = ANY(${artifacts})`,
  insert: (db, json) =>
    db.$executeRaw`INSERT INTO stage_holders
      SELECT * FROM json_populate_recordset(null::stage_holders, ${json}::json)`,
  remove: (db, repo, json) =>
    db.$executeRaw`DELETE FROM stage_holders t
      USING json_populate_recordset(null::stage_holders, ${json}::json) k
      WHERE t.repo = ${repo} AND t.artifact = k.artifact AND t.stage = k.stage
        AND t.version = k.version AND t.commit = k.commit`,
}

/** An artifact's problems by its name; the repository's own by the empty name. */
export const problemTable: DerivedTable = {
  name: 'problems',
  columns: ['scope', 'digest'],
  find: (db, repo, scopes) =>
    db.$queryRaw`SELECT scope || E'\\n' || digest AS key, digest FROM problems
      WHERE repo = ${repo} AND scope = ANY(${scopes})`,
  insert: (db, json) =>
    db.$executeRaw`INSERT INTO problems SELECT * FROM json_populate_recordset(null::problems, ${json}::json)`,
  remove: (db, repo, json) =>
    db.$executeRaw`DELETE FROM problems t USING json_populate_recordset(null::problems, ${json}::json) k
      WHERE t.repo = ${repo} AND t.scope = k.scope AND t.digest = k.digest`,
}

/** Not by artifact: always all of a repository's. */
export const ignoredTagTable: DerivedTable = {
  name: 'ignored_tags',
  columns: ['digest'],
  find: (db, repo) =>
    db.$queryRaw`SELECT digest AS key, digest FROM ignored_tags WHERE repo = ${repo}`,
  insert: (db, json) =>
    db.$executeRaw`INSERT INTO ignored_tags
      SELECT * FROM json_populate_recordset(null::ignored_tags, ${json}::json)`,
  remove: (db, repo, json) =>
    db.$executeRaw`DELETE FROM ignored_tags t
      USING json_populate_recordset(null::ignored_tags, ${json}::json) k
      WHERE t.repo = ${repo} AND t.digest = k.digest`,
}
