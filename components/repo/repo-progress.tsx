import type { RepoView, SyncPhase } from '@/lib/views/repo'

const PHASES = {
  clone: 'Cloning',
  fetch: 'Fetching',
  read: 'Reading tags and files',
  write: 'Writing the index',
} satisfies Record<SyncPhase, string>

/** The progress of a sync: phase, objects, percent. */
export function RepoProgress({ repo }: { readonly repo: RepoView }) {
  const { progress } = repo
  if (!progress) return null
  const { phase, done, total, percent } = progress
  const share = percent ?? (total ? (100 * done) / total : null)
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex gap-3 text-xs text-text-soft">
        <span>{PHASES[phase]}</span>
        {done > 0 ? (
          <span>
            {done.toLocaleString('en')}
            {total === null ? '' : ` of ${total.toLocaleString('en')}`} objects
          </span>
        ) : null}
        {share === null ? null : <span className="ms-auto">{Math.round(share)}%</span>}
      </p>
      <progress
        className="progress"
        aria-label={`${PHASES[phase]} ${repo.slug}`}
        max={100}
        value={share ?? undefined}
      />
    </div>
  )
}
