import { fetchRefList } from './fetch-ref-list'
import type { Mirror } from './mirror'
import { parseRefList, type RemoteRefs } from './parse-ref-list'

/**
 * Lists the branches, tags and HEAD of the remote. Needs no clone and changes nothing. The result is never older than
 * the call.
 */
export async function listRemote(mirror: Mirror, signal?: AbortSignal): Promise<RemoteRefs> {
  return parseRefList(await fetchRefList(mirror, signal))
}
