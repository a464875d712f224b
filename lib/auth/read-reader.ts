import type { Viewer } from '@/lib/index/read/viewer'
import type { Actor } from './actor'
import type { AuthContext } from './context'
import { decideViewer } from './decide-viewer'
import { readBearerActor } from './read-bearer-actor'
import { readSession } from './read-session'

/** The sender of a request to the API. `viewer` is null when the sender may not read at all. */
export type Reader =
  | { readonly kind: 'reader'; readonly actor: Actor | null; readonly viewer: Viewer | null }
  /** The request has a token, or a header for one, that is not valid. It is refused and not treated as anonymous. */
  | { readonly kind: 'bad-token' | 'bad-header' }

/**
 * Authenticates a request to the API. A token counts for every method. The cookie of a browser counts only for reading,
 * so that the page of another site can change nothing with it.
 */
export async function readReader(
  request: { readonly method: string; readonly headers: Pick<Headers, 'get'> },
  context: AuthContext,
): Promise<Reader> {
  const { method, headers } = request
  const bearer = await readBearerActor(headers, context)
  if (bearer.kind === 'refused') return { kind: 'bad-token' }
  if (bearer.kind === 'malformed') return { kind: 'bad-header' }
  const actor =
    bearer.kind === 'actor'
      ? bearer.actor
      : method === 'GET' || method === 'HEAD'
        ? ((await readSession(headers, context))?.actor ?? null)
        : null
  return { kind: 'reader', actor, viewer: decideViewer(context.config, actor, headers) }
}
