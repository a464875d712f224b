import type { Oid } from './mirror'

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag'

/**
 * `body` is shorter than `size` when the object is longer than `limits.objectBytes`. It may share
 * memory with its neighbours: copy it to keep it long.
 */
export type GitObject =
  | { readonly oid: Oid; readonly type: ObjectType; readonly size: number; readonly body: Buffer }
  | { readonly oid: Oid; readonly type: 'missing' }

export type ObjectSize = { readonly type: ObjectType; readonly size: number }
