'use server'

import { revalidatePath } from 'next/cache'
import type { SyncAnswer } from '@/components/repo/sync-button'
import { buildAskedSync } from '@/components/repo/sync-outcome'
import { decidePermission } from '@/lib/auth/permissions'
import { requireActor } from '@/lib/auth/require-actor'
import { requestSync } from '@/lib/sync/request-sync'
import { readRepos } from '../read-repos'

/** Requests a sync of the repository in the form, for people who may see and sync it. Answers what was known before, so
 *  that the page can say what the sync has found. */
export async function syncNow(_before: SyncAnswer | null, form: FormData): Promise<SyncAnswer> {
  const actor = await requireActor()
  const slug = form.get('slug')
  const repo = (await readRepos()).find((one) => one.slug === slug)
  if (!repo) return { kind: 'unknown-repo' }
  const about = { repo: repo.slug }
  if (decidePermission(actor, 'sync', about) !== 'yes') return { kind: 'not-allowed' }
  const mayAccept = decidePermission(actor, 'accept-loss', about) === 'yes'
  const asked = buildAskedSync(repo, new Date())
  const kind = await requestSync(repo.slug, mayAccept ? 'admin' : 'other')
  revalidatePath('/repos')
  return kind === 'unknown-repo' ? { kind } : { kind, asked }
}
