import { getOrCreate } from '@/lib/runtime'

type Reads<Value> = {
  /** What the reads are of: each kind counts for itself. */
  readonly kind: string
  readonly key: string
  /** Reads at once: the workers also serve previews and commands, which do not wait for readers. */
  readonly most: number
  readonly read: () => Promise<Value>
}

/**
 * Reads what is asked for once, however many people ask for it meanwhile. Null where as many reads as are allowed are
 * under way.
 */
export function readOnce<Value>({ kind, key, most, read }: Reads<Value>): Promise<Value> | null {
  const reading = getOrCreate(kind, () => new Map<string, Promise<Value>>())
  const known = reading.get(key)
  if (known !== undefined) return known
  if (reading.size >= most) return null
  const asked = read().finally(() => reading.delete(key))
  reading.set(key, asked)
  return asked
}
