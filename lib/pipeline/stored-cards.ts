import type { Card } from '@/lib/card/card'
import type { Database } from '@/lib/database/database'
import { storableJson } from '@/lib/database/storable-json'
import { dropOldest } from './drop-oldest'

/** Raise it when a blob could be read as another card than before. */
const CARD_VERSION = 1

/** Cards of one repository that are kept; the oldest ones are dropped. */
const MAX_KEPT = 500

export type CardKey = { readonly repo: string; readonly oid: string }

/** What is stored of a blob; null where nothing is. */
export async function readStoredCard({ prisma }: Database, key: CardKey): Promise<Card | null> {
  const row = await prisma.cardRow.findUnique({ where: { repo_oid: key } })
  return row === null || row.version !== CARD_VERSION ? null : (JSON.parse(row.data) as Card)
}

/** Stores a card. It can be read again at any time, so that nothing depends on it. */
export async function storeCard(
  database: Database,
  { repo, oid }: CardKey,
  card: Card,
): Promise<void> {
  const row = { version: CARD_VERSION, data: storableJson(card), readAt: new Date() }
  await database.prisma.cardRow.upsert({
    where: { repo_oid: { repo, oid } },
    create: { repo, oid, ...row },
    update: row,
  })
  await dropOldest(database, 'cards', { repo, kept: MAX_KEPT })
}
