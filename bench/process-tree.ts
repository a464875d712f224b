import { setTimeout as pause } from 'node:timers/promises'
import { listProcesses, readProportionalMemory } from '@/lib/testing/process-tree'

/** The most memory that the tree holds while `work` runs, looked at ten times a second. */
export async function watchTreeMemory<Value>(root: number, work: () => Promise<Value>) {
  let most = 0
  let done = false
  const watch = async () => {
    while (!done) {
      most = Math.max(most, readTreeMemory(root))
      await pause(100)
    }
  }
  const watching = watch()
  try {
    const value = await work()
    return { value, most }
  } finally {
    done = true
    await watching
  }
}

function readTreeMemory(root: number): number {
  return listProcesses(root).reduce((sum, pid) => sum + readProportionalMemory(pid), 0)
}
