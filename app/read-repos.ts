import { cache } from 'react'
import { requireViewer } from '@/lib/auth/viewer'
import { getDatabase } from '@/lib/database/get-database'
import { listRepos } from '@/lib/index/read/list-repos'

/** The repositories that the reader of this page may see. Read once for the frame and the page in it. */
export const readRepos = cache(async () => listRepos(getDatabase(), await requireViewer()))
