import type { CommandView } from '@/lib/views/command'

/** How many approvals a request has that are of use. */
export function countApprovals({ approvals }: Pick<CommandView, 'approvals'>): number {
  return approvals.filter(({ counts }) => counts).length
}
