import { REFUSALS } from '@/components/refusal/refusals'
import type { Actor } from '@/lib/auth/actor'
import type { AuthContext } from '@/lib/auth/context'
import { canRead, decidePermission, PERMISSIONS } from '@/lib/auth/permissions'
import { readReader } from '@/lib/auth/read-reader'
import { canSee, type Viewer } from '@/lib/index/read/viewer'
import type { Refusal } from '@/lib/views/refusal'
import type { Access } from './operations'
import { noSuchRepo } from './refusals'
import { type ApiAnswer, refuse } from './refuse'

export type Authorized = { readonly actor: Actor | null; readonly viewer: Viewer }

/** The anonymous caller of a public operation. */
const ANONYMOUS: Authorized = { actor: null, viewer: { repos: [] } }

/** Authorizes a request: returns its actor and viewer, or the refusal. `repo`: the repository in the path; one that the
 *  actor may not see is answered as one that does not exist. */
export async function authorize(
  request: Request,
  context: AuthContext,
  { access, repo }: { readonly access: Access; readonly repo: string | null },
): Promise<Authorized | ApiAnswer> {
  if (access === 'public') return ANONYMOUS
  const reader = await readReader(request, context)
  if (reader.kind !== 'reader') return refuseToken(reader.kind)
  const { actor, viewer } = reader
  if (viewer === null) return refuseReading()
  if (access === 'read') return canRead(actor) ? { actor, viewer } : refuseScope()
  if (actor === null) return answerRefusal({ code: 'not-signed-in', details: {} })
  if (repo !== null && !canSee(viewer, repo)) return noSuchRepo(repo)
  if (access === 'inside') return { actor, viewer }
  const decided = decidePermission(actor, access, repo === null ? {} : { repo })
  if (decided === 'yes') return { actor, viewer }
  const { role, scopes } = PERMISSIONS[access]
  const needed = decided === 'role-missing' ? role : scopes.join(' or ')
  return answerRefusal({ code: decided, details: { needed, role: actor.role, repo } })
}

/** The signed-in person or token of an operation that requires one. */
export function requireSender(actor: Actor | null): Actor {
  if (actor === null) throw new Error('the operation is not one for signed-in people')
  return actor
}

/** The refusal for a token that reads without the scope `read`. */
export function refuseScope(): ApiAnswer {
  return answerRefusal({ code: 'token-scope', details: { needed: 'read' } })
}

/** What asked for too much at once may be asked for again after this time. */
const RETRY_SECONDS = 1

/** A refusal as an answer of the API. */
export function answerRefusal({ code, details }: Refusal): ApiAnswer {
  const { status, sentence } = REFUSALS[code]
  const retryAfter = status === 429 ? RETRY_SECONDS : undefined
  return refuse({ status, code, message: sentence(details), details, retryAfter })
}

const BAD = {
  'bad-token':
    'The token is not valid: it was never created, was revoked or has expired, or its owner has no role any more.',
  'bad-header': 'The header Authorization is not `Bearer` and a token.',
}

function refuseToken(why: keyof typeof BAD): ApiAnswer {
  return refuse({ status: 401, code: 'not-signed-in', message: BAD[why] })
}

function refuseReading(): ApiAnswer {
  const message = 'Reading requires a token (Authorization: Bearer) or a signed-in person.'
  return refuse({ status: 401, code: 'not-signed-in', message })
}
