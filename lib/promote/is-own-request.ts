import type { Config } from '@/lib/config/config'
import type { CommandEntry } from '@/lib/journal/commands'
import { isSamePerson } from '@/lib/policy/is-same-person'
import type { Identity } from '@/lib/policy/principal'
import type { PromoteContext } from './context'
import { findTokenHolders, isHolder } from './token-holders'

type Own = Pick<CommandEntry, 'requester'>

/** Whether `actor` is the requester, or a holder of the token that made the request: by what was known of the requester
 *  then, or by what is known now. */
export async function isOwnRequest(
  { sync }: PromoteContext,
  entry: Own,
  actor: Identity,
): Promise<boolean> {
  if (isOwnByRecord(sync.config, entry, actor)) return true
  const id = { in: [entry.requester.id, ...listHolders(sync.config, entry)] }
  const known = await sync.database.prisma.person.findMany({ where: { id } })
  return known.some((person) => isSamePerson(person, actor))
}

/** As isOwnRequest, by the request and the configuration alone. */
export function isOwnByRecord(config: Config, entry: Own, actor: Identity): boolean {
  if (isSamePerson(entry.requester, actor)) return true
  return listHolders(config, entry).some((holder) => isHolder(holder, actor))
}

function listHolders(config: Config, { requester }: Own): readonly string[] {
  const holders = findTokenHolders(config, requester.id)
  return holders === 'unnamed' ? [] : holders
}
