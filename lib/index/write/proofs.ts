import type { Database } from '@/lib/database/database'
import type { Oid } from '@/lib/snapshot/types'

/** The stored proofs of tag objects with these keys, by object id. */
export async function listProofs<Proof>(
  db: Database,
  keyring: string,
  oids: readonly Oid[],
): Promise<Map<Oid, Proof>> {
  const rows = await db.prisma.$queryRaw<{ oid: string; proof: Proof }[]>`
    SELECT oid, proof FROM proofs WHERE keyring = ${keyring} AND oid = ANY(${oids})`
  return new Map(rows.map((row) => [row.oid, row.proof]))
}

/** The rows of one statement. Readers of the embedded database wait for it. */
const MAX_ROWS = 1_000

/** Stores proofs permanently, because neither the object nor the keys of a keyring's hash change. */
export async function writeProofs<Proof>(
  db: Database,
  keyring: string,
  proofs: ReadonlyMap<Oid, Proof>,
): Promise<void> {
  const rows = [...proofs].map(([oid, proof]) => ({ oid, keyring, proof }))
  for (let at = 0; at < rows.length; at += MAX_ROWS) {
    const json = JSON.stringify(rows.slice(at, at + MAX_ROWS))
    await db.prisma.$executeRaw`
      INSERT INTO proofs SELECT * FROM json_populate_recordset(null::proofs, ${json}::json)
      ON CONFLICT DO NOTHING`
  }
}

/** Removes the proofs that were made with other keys. */
export async function forgetOtherProofs(db: Database, keyring: string): Promise<void> {
  let removed = MAX_ROWS
  while (removed === MAX_ROWS) {
    removed = await db.prisma.$executeRaw`
      DELETE FROM proofs WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM proofs WHERE keyring <> ${keyring} LIMIT ${MAX_ROWS}))`
  }
}
