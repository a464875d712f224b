import { DatabaseError } from '@/lib/database/database-error'
import { type CommandEntry, findCommandEntry } from '@/lib/journal/commands'
import type { Hold } from './hold'

type Carried<Value> = {
  readonly act: () => Promise<Value>
  /** What to answer of the command as the journal has it. */
  readonly asJournaled: (entry: CommandEntry) => Value
}

/** Where another process takes this one for dead, it brings the command to its end; the journal says how far it is. */
export async function carryOn<Value>(
  { context }: Hold,
  entry: CommandEntry,
  { act, asJournaled }: Carried<Value>,
): Promise<Value> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === 'lease-lost')) throw error
    return asJournaled((await findCommandEntry(context.sync.database, entry.id)) ?? entry)
  }
}
