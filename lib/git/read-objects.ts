import type { GitObject, ObjectSize } from './git-object'
import type { Mirror, Oid } from './mirror'
import { openObjects } from './open-objects'
/** As `Objects.read`, for one request. */
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

/** As `Objects.sizes`, for one request. */
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
