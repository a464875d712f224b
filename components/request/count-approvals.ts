import type { CommandView } from '@/lib/promote/views'

/** How many approvals a request has that are of use. */
export function countApprovals({ approvals }: Pick<CommandView, 'approvals'>): number {
  return approvals.filter(({ counts }) => counts).length
}
