import { fetchBlobs } from '@/lib/git/fetch-blobs'
import type { Mirror } from '@/lib/git/mirror'
import type { Objects } from '@/lib/git/open-objects'

export type BlobAnswer =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'missing' }
  /** `size` is null where the mirror left it out. */
  | { readonly kind: 'too-large'; readonly size: number | null }

/** The bytes of a blob up to a limit. One that the mirror left out is fetched if it may be small enough. Throws GitError. */
export async function readBlob(
  { mirror, objects }: { readonly mirror: Mirror; readonly objects: Objects },
  oid: string,
  maxBytes: number,
): Promise<BlobAnswer> {
  let found = (await objects.sizes([oid])).get(oid)
  if (found === 'missing' && mirror.limits.blobBytes < maxBytes) {
    if ((await fetchBlobs(mirror, [oid], { maxBytes })).has(oid))
      return { kind: 'too-large', size: null }
    found = (await objects.sizes([oid])).get(oid)
  }
  if (found === undefined || found === 'missing') return { kind: 'missing' }
  if (found.type !== 'blob') return { kind: 'missing' }
  if (found.size > maxBytes) return { kind: 'too-large', size: found.size }
  const bodies: Buffer[] = []
  await objects.read([oid], (object) => {
    if (object.type === 'blob') bodies.push(Buffer.from(object.body))
  })
  const [bytes] = bodies
  return bytes === undefined ? { kind: 'missing' } : { kind: 'bytes', bytes }
}
