import { type Database, openDatabase } from '@/lib/database/database'
import { createDatabase } from './database'
import { createTempDir } from './temp-dir'

export type KeptDatabase = {
  readonly database: Database
  readonly tables: readonly string[]
  /** Those that the migrations put rows into. A copy of them is in the schema `fresh`. */
  readonly filled: readonly string[]
  /** What `readSchema` gave. */
  readonly schema: string
}

/** A database that one test after the other uses. It ends with this process. */
export async function openKept(form: Database['kind']): Promise<KeptDatabase> {
  const database = await openDatabase(await createDatabase(form, createTempDir('kept')))
  const tables = await listTables(database)
  const filled = await listFilled(database, tables)
  await database.query('CREATE SCHEMA fresh')
  for (const table of filled) {
    await database.query(`CREATE TABLE fresh.${table} AS TABLE ${table}`)
  }
  return { database, tables, filled, schema: await readSchema(database) }
}

/** Gives the tables the rows that the migrations made, and drops what else a test has made. No where the test has left a
 *  connection, which may still write, or has changed the tables. */
export async function emptyKept({
  database,
  tables,
  filled,
  schema,
}: KeptDatabase): Promise<boolean> {
  const left = await database.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND backend_type = 'client backend'`,
  )
  if (left.rows.length > 0) return false
  const { rows } = await database.query(
    `SELECT 'DROP SCHEMA ' || quote_ident(nspname) || ' CASCADE' AS statement FROM pg_namespace
      WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public', 'fresh')
     UNION ALL SELECT 'DROP TABLE ' || quote_ident(tablename) || ' CASCADE' FROM pg_tables
      WHERE schemaname = 'public' AND quote_ident(tablename) <> ALL ($1)
     UNION ALL SELECT 'DROP FUNCTION ' || oid::regprocedure || ' CASCADE' FROM pg_proc
      WHERE pronamespace = 'public'::regnamespace
        AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')
     UNION ALL SELECT 'ALTER SEQUENCE ' || quote_ident(sequencename) || ' RESTART' FROM pg_sequences
      WHERE schemaname = 'public' AND last_value IS NOT NULL`,
    [tables],
  )
  // Emptying a table takes as long where it is empty already, and there are many.
  const used = await listFilled(database, tables)
  const statements = [
    ...rows.map(({ statement }) => String(statement)),
    ...(used.length > 0 ? [`TRUNCATE ${used.join(', ')} CASCADE`] : []),
    ...filled.map((table) => `INSERT INTO ${table} SELECT * FROM fresh.${table}`),
  ]
  await database.query(statements.join('; '))
  return (await readSchema(database)) === schema
}

/** A digest of all tables, columns, indexes, constraints, triggers, functions and settings. */
async function readSchema(database: Database): Promise<string> {
  const { rows } = await database.query(
    `SELECT md5(string_agg(part, ',' ORDER BY part)) AS digest FROM (
       SELECT concat_ws(' ', oid, relname, reloptions) AS part FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
       UNION ALL SELECT concat_ws(' ', attrelid, attname, atttypid, attnotnull, attcollation)
         FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace
       UNION ALL SELECT concat_ws(' ', indexrelid, indisvalid) FROM pg_index
       UNION ALL SELECT concat_ws(' ', oid, conname, convalidated) FROM pg_constraint
       UNION ALL SELECT concat_ws(' ', oid, tgname, tgenabled) FROM pg_trigger
       UNION ALL SELECT concat_ws(' ', oid, proname, md5(prosrc)) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
       UNION ALL SELECT concat_ws(' ', setdatabase, setrole, setconfig) FROM pg_db_role_setting
     ) AS parts`,
  )
  return String(rows[0]?.digest)
}

/** Those of the tables that have rows. */
async function listFilled(
  database: Database,
  tables: readonly string[],
): Promise<readonly string[]> {
  const each = tables.map(
    (table) => `SELECT '${table}' AS name WHERE EXISTS (SELECT FROM ${table})`,
  )
  const { rows } = await database.query(each.join(' UNION ALL '))
  return rows.map(({ name }) => String(name))
}

async function listTables(database: Database): Promise<readonly string[]> {
  const { rows } = await database.query(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  )
  return rows.map(({ name }) => String(name))
}
