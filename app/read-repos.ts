import { cache } from 'react'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/index/database'
import { listRepos } from '@/lib/index/list-repos'

/** The repositories that the reader of this page may see. Read once for the frame and the page in it. */
export const readRepos = cache(async () => listRepos(await getDatabase(), await requireViewer()))
