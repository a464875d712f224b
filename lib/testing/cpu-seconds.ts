/**
 * More than any work that grows with its input takes, in seconds, on a machine several times slower than today's: only work
 * that grows with the square of its input, or does not end, takes longer.
 */
export const MAX_CPU_SECONDS = 20

/** How much processor time this process takes for `run`, in seconds: waiting for other processes does not count. */
export function cpuSeconds(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000_000
}
