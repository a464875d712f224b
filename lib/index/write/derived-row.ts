import { hash } from 'node:crypto'
import { storableJson } from '@/lib/database/storable-json'

/** Columns and values, without `digest`. */
export type Row = Readonly<Record<string, unknown>>

/** A row ready to be written: what it is found by, what it is compared by, and its JSON with the digest. */
export type DerivedRow = { readonly key: string; readonly digest: string; readonly json: string }

/** Names and commits have no line break, so a key can be taken apart again. */
const SEPARATOR = '\n'

/** `columns` is the row's key within its repository. Equal rows have equal digests. */
export function buildDerivedRow(row: Row, columns: readonly string[]): DerivedRow {
  const json = storableJson(row)
  const digest = hashShort(json)
  const key = columns.map((column) => (column === 'digest' ? digest : row[column]))
  return { key: formatKey(key), digest, json: `${json.slice(0, -1)},"digest":"${digest}"}` }
}

/** A hash of 16 characters. */
export function hashShort(text: string): string {
  return hash('sha1', text, 'base64url').slice(0, 16)
}

/** The key of a row from the values of its columns. */
export function formatKey(values: readonly unknown[]): string {
  return values.join(SEPARATOR)
}

/** The key as JSON of its columns. */
export function formatKeyJson(key: string, columns: readonly string[]): string {
  const parts = key.split(SEPARATOR)
  return JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, parts[index]])))
}
