import type { CommandView } from '@/lib/views/command'

/** Whether a request ended because it was taken back, not because somebody declined it. */
export function isWithdrawn({ approvals }: CommandView): boolean {
  return approvals.at(-1)?.decision === 'withdraw'
}
