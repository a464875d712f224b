import type { Objects } from '@/lib/git/open-objects'
import { inSlices } from '@/lib/in-slices'
import { verifyOpenpgp } from '@/lib/keys/verify-openpgp'
import type { Keyring } from '@/lib/proof/keyring'
import type { OpenpgpTag, SignatureProof } from '@/lib/proof/proof'
import { proveSignature } from '@/lib/proof/prove-signature'
import type { Snapshot } from '@/lib/snapshot/open-snapshot'
import type { AnnotatedTag, Oid } from '@/lib/snapshot/types'
import type { StoredState } from './stored-state'

/** As many tag objects are held in memory at a time. */
const BATCH = 10_000

type Proving = {
  readonly snapshot: Pick<Snapshot, 'objects'>
  readonly keyring: Keyring
  readonly stored: StoredState
}

/**
 * What the signatures of tags prove, by tag object. Unsigned tags are left out. Each object is checked only once with
 * the same keys, because every proof is stored at once.
 */
export async function proveTags(
  { snapshot, keyring, stored }: Proving,
  tags: readonly AnnotatedTag[],
): Promise<ReadonlyMap<Oid, SignatureProof>> {
  const signed = new Set(tags.filter((tag) => tag.signature !== null).map((tag) => tag.oid))
  if (signed.size === 0) return new Map()
  const proofs = new Map(await stored.listProofs(keyring.hash, [...signed]))
  const open = [...signed].filter((oid) => !proofs.has(oid))
  for (let at = 0; at < open.length; at += BATCH) {
    const proven = await proveBatch(snapshot.objects, keyring, open.slice(at, at + BATCH))
    await stored.keepProofs(keyring.hash, proven)
    for (const [oid, proof] of proven) proofs.set(oid, proof)
  }
  for (const oid of open) if (!proofs.has(oid)) proofs.set(oid, NOT_PROVEN)
  return proofs
}

/** The proof of a signature when gpgv could not run. It is not stored, so the next sync checks the signature again. */
const NOT_PROVEN: SignatureProof = {
  kind: 'unsupported',
  format: 'openpgp',
  key: null,
  why: 'format',
}

/** Objects are copied first and proven then: git sends them faster than the event loop gets its turn. */
async function proveBatch(
  objects: Objects,
  keyring: Keyring,
  oids: readonly Oid[],
): Promise<ReadonlyMap<Oid, SignatureProof>> {
  const tags: { readonly oid: Oid; readonly raw: Buffer }[] = []
  await objects.read(oids, (object) => {
    if (object.type === 'tag') tags.push({ oid: object.oid, raw: Buffer.from(object.body) })
  })
  const proofs = new Map<Oid, SignatureProof>()
  const openpgp: { readonly oid: Oid; readonly tag: OpenpgpTag }[] = []
  await inSlices(tags, ({ oid, raw }) => {
    const proof = proveSignature(raw, keyring)
    if (proof.kind === 'openpgp') openpgp.push({ oid, tag: proof })
    else proofs.set(oid, proof)
  })
  const answers = await verifyOpenpgp(
    openpgp.map(({ tag }) => tag),
    keyring,
  )
  openpgp.forEach(({ oid }, index) => {
    const answer = answers[index] ?? null
    if (answer !== null) proofs.set(oid, answer)
  })
  return proofs
}
