import type { Viewer } from '@/lib/index/read/viewer'
import type { Actor } from './actor'
import type { AuthContext } from './context'
import { decideViewer } from './decide-viewer'
import { readBearerActor } from './read-bearer-actor'
import { readSession } from './read-session'

/** Whoever sends a request to the API. `viewer` is null for those who may not read at all. */
export type Reader =
  | { readonly kind: 'reader'; readonly actor: Actor | null; readonly viewer: Viewer | null }
  /** The request names a token that is not valid: it is not answered as that of anybody else. */
  | { readonly kind: 'bad-token' }

/** Who asks the API. A token counts everywhere; the cookie of a browser counts for reading alone, so that no other site's
 *  page can change anything with it. */
export async function readReader(
  request: { readonly method: string; readonly headers: Pick<Headers, 'get'> },
  context: AuthContext,
): Promise<Reader> {
  const { method, headers } = request
  const bearer = await readBearerActor(headers, context)
  if (bearer.kind === 'refused') return { kind: 'bad-token' }
  const actor =
    bearer.kind === 'actor'
      ? bearer.actor
      : method === 'GET' || method === 'HEAD'
        ? ((await readSession(headers, context))?.actor ?? null)
        : null
  return { kind: 'reader', actor, viewer: decideViewer(context.config, actor, headers) }
}
