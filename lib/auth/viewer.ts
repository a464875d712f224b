import type { Viewer } from '@/lib/index/views'

/** Whoever reads. Accounts do not exist yet: everybody who reaches the server sees every repository. */
export async function requireViewer(): Promise<Viewer> {
  return { repos: 'all' }
}
