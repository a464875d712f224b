'use server'

import { revalidatePath } from 'next/cache'
import type { SyncAnswer } from '@/components/repo/sync-button'
import { decidePermission } from '@/lib/auth/permissions'
import { requireActor } from '@/lib/auth/require-actor'
import { requireViewer } from '@/lib/auth/viewer'
import { canSee } from '@/lib/index/read/viewer'
import { requestSync } from '@/lib/sync/request-sync'

/** Requests a sync of the repository in the form, for people who may see and sync it. */
export async function syncNow(_before: SyncAnswer | null, form: FormData): Promise<SyncAnswer> {
  const actor = await requireActor()
  const slug = form.get('slug')
  if (typeof slug !== 'string' || !canSee(await requireViewer(), slug)) return 'unknown-repo'
  if (decidePermission(actor, 'sync', { repo: slug }) !== 'yes') return 'not-allowed'
  const mayAccept = decidePermission(actor, 'accept-loss', { repo: slug }) === 'yes'
  const answer = await requestSync(slug, mayAccept ? 'admin' : 'other')
  revalidatePath('/repos')
  return answer
}
