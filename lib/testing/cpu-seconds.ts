/** How much processor time this process takes for `run`, in seconds: waiting for other processes does not count. */
export function cpuSeconds(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000_000
}
