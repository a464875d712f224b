import type { Database } from '@/lib/database/database'
import { listPoisonedBlobs, writePoisonedBlob } from '@/lib/index/write/poisoned-blobs'
import type { BlobMemory } from '@/lib/snapshot/blob-memory'
import { PARSER_VERSION } from '@/lib/snapshot/yaml/open-yaml-parser'

/**
 * Opens the memory of blobs that make the parser fail. A new one is stored in the index before anything else happens.
 */
export async function openBlobMemory(database: Database): Promise<BlobMemory> {
  const stored = await listPoisonedBlobs(database, PARSER_VERSION)
  const known = new Map(stored.map((blob) => [`${blob.form} ${blob.oid}`, blob.code]))
  return {
    find: async (oid, form) => known.get(`${form} ${oid}`) as never,
    poison: async (oid, form, code) => {
      known.set(`${form} ${oid}`, code)
      await writePoisonedBlob(database, PARSER_VERSION, { oid, form, code })
    },
  }
}
