import { LOCAL_OWNER } from '@/lib/auth/local-owner'
import type { Config } from '@/lib/config/config'
import type { Database } from '@/lib/database/database'
import type { CommandEntry } from '@/lib/journal/commands'
import { isSamePerson } from '@/lib/policy/is-same-person'
import { type Identity, isPrincipal } from '@/lib/policy/principal'
import type { Refusal } from '@/lib/views/refusal'

type Requested = Pick<CommandEntry, 'requester'>

/** Whether the actor is the requester, or a holder of the token that made the request: by what was known of the
 *  requester then, or by what is known now. */
export async function isOwnRequest(
  { config, database }: { readonly config: Config; readonly database: Database },
  entry: Requested,
  actor: Identity,
): Promise<boolean> {
  if (isOwnByRecord(config, entry, actor)) return true
  const id = { in: [entry.requester.id, ...listHolders(config, entry)] }
  const known = await database.prisma.person.findMany({ where: { id } })
  return known.some((person) => isSamePerson(person, actor))
}

/** The same by the request and the configuration alone. */
export function isOwnByRecord(config: Config, entry: Requested, actor: Identity): boolean {
  if (isSamePerson(entry.requester, actor)) return true
  return listHolders(config, entry).some((holder) => isHolder(holder, actor))
}

function listHolders(config: Config, { requester }: Requested): readonly string[] {
  const holders = listTokenHolders(config, requester.id)
  return holders === 'unnamed' ? [] : holders
}

/** Whether a principal that names a holder means the actor, or another account with the same verified address. */
function isHolder(holder: string, actor: Identity): boolean {
  const email = holder.includes('@') ? holder : null
  return isPrincipal(holder, actor) || isSamePerson({ id: holder, email }, actor)
}

/** Why a request by this requester cannot be approved at all, or null. */
export function findUnnamedRequester(
  config: Pick<Config, 'mode' | 'auth'>,
  { id, name }: Pick<Identity, 'id' | 'name'>,
): Refusal | null {
  if (listTokenHolders(config, id) !== 'unnamed') return null
  return { code: 'requester-unnamed', details: id === LOCAL_OWNER.id ? {} : { token: name } }
}

/**
 * The principals that signet.yaml names as holders of the requester's token; none for a person. `unnamed`: nothing says
 * who holds the token, so no approver is known to be another person (docs/adr/0012-who-holds-a-token.md).
 */
function listTokenHolders(
  { mode, auth }: Pick<Config, 'mode' | 'auth'>,
  requesterId: string,
): readonly string[] | 'unnamed' {
  // In local mode there is one person, who signs in under the same id.
  if (requesterId === LOCAL_OWNER.id) return mode === 'local' ? [] : 'unnamed'
  if (!requesterId.startsWith('token:')) return []
  const token = auth.tokens.find(({ name }) => `token:${name}` === requesterId)
  return token?.holders ?? 'unnamed'
}
