import type { Preview } from '@/lib/views/command'

/** The tags that start no CI workflow, by the preview that was confirmed. */
export function listTagsWithoutRuns(preview: Preview | null): readonly string[] {
  return (preview?.tags ?? [])
    .filter(({ workflows }) => workflows.every(({ outcome }) => outcome === 'does-not-start'))
    .map(({ tag }) => tag)
}
