import type { Actor } from '@/lib/auth/actor'
import { LOCAL_OWNER } from '@/lib/auth/local-owner'

/** Whether `actor` is somebody: a token of signet.yaml and SIGNET_ADMIN_TOKEN stand for whoever holds them. */
export function isPerson({ kind, id }: Pick<Actor, 'kind' | 'id'>): boolean {
  return kind === 'person' || !(id.startsWith('token:') || id === LOCAL_OWNER.id)
}
