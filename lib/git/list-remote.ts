import { fetchRefList } from './fetch-ref-list'
import type { Mirror } from './mirror'
import { parseRefList, type RemoteRefs } from './parse-ref-list'

/**
 * Asks the remote for its branches, tags and HEAD; needs no clone and changes nothing. The answer is never older than
 * the call.
 */
export async function listRemote(mirror: Mirror, signal?: AbortSignal): Promise<RemoteRefs> {
  return parseRefList(await fetchRefList(mirror, signal))
}
