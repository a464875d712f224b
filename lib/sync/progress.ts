import type { SyncPhase } from '@/lib/views/repo'

export type SyncProgress = {
  readonly phase: SyncPhase
  /** Objects done and in all; total is null while unknown. */
  readonly done: number
  readonly total: number | null
  readonly percent: number | null
}

export type ReportProgress = (progress: SyncProgress) => void

/** The least time between two writes of progress, in milliseconds. */
const INTERVAL = 300

/**
 * A reporter that passes on at most one progress per interval, and every change of phase. Writes follow each other;
 * `settle` resolves when the last of them is through. `onBug` gets the error of a write that fails: a progress is only
 * shown, so the work goes on.
 */
export function throttleProgress(
  write: (progress: SyncProgress) => Promise<void>,
  { now, onBug }: { readonly now: () => number; readonly onBug: (error: unknown) => void },
): { readonly report: ReportProgress; readonly settle: () => Promise<void> } {
  let last: { phase: SyncPhase; at: number } | null = null
  let writing = Promise.resolve()
  const report: ReportProgress = (progress) => {
    const at = now()
    if (last && last.phase === progress.phase && at - last.at < INTERVAL) return
    last = { phase: progress.phase, at }
    writing = writing.then(() => write(progress)).catch(onBug)
  }
  return { report, settle: () => writing }
}
