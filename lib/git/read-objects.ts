import type { Mirror, Oid } from './mirror'
import { openObjects } from './open-objects'

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag'

/**
 * `body` is shorter than `size` when the object is longer than `limits.objectBytes`. It may share
 * memory with its neighbours: copy it to keep it long.
 */
export type GitObject =
  | { readonly oid: Oid; readonly type: ObjectType; readonly size: number; readonly body: Buffer }
  | { readonly oid: Oid; readonly type: 'missing' }

export type ObjectSize = { readonly type: ObjectType; readonly size: number }

/** As `Objects.read`, for one question. */
export async function readObjects(
  mirror: Mirror,
  oids: readonly Oid[],
  onObject: (object: GitObject) => void,
): Promise<void> {
  const objects = openObjects(mirror)
  try {
    await objects.read(oids, onObject)
  } finally {
    await objects.close()
  }
}

/** As `Objects.sizes`, for one question. */
export async function readSizes(
  mirror: Mirror,
  oids: readonly Oid[],
): Promise<Map<Oid, ObjectSize | 'missing'>> {
  const objects = openObjects(mirror)
  try {
    return await objects.sizes(oids)
  } finally {
    await objects.close()
  }
}
