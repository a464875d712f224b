import { GitError } from '@/lib/git/git-error'
import type { Objects } from '@/lib/git/open-objects'
import { inSlices } from '@/lib/in-slices'
import { cutText, fits, formatCount, LIMITS } from '@/lib/repo-data/limits'
import { type Budget, openBudget } from './budget'
import { parseTagObject, type TagObject, type TagRefusal } from './parse-tag-object'
import type { Oid, TagFact, UnusableTagCode } from './types'

export type TagRef = { readonly name: string; readonly oid: Oid }

/** The tag objects from a ref to its commit. A longer chain is not made by accident. */
const MAX_TAG_CHAIN = 5

type Node = TagObject | { readonly kind: 'commit' } | TagRefusal

/**
 * Reads the refs under refs/tags/, in their order. Tag objects are peeled here and not by git, which peels only one
 * level and fails for all tags on one bad tag. Never throws because of a tag's content. Throws GitError `too-large`
 * when all tag objects together exceed the limit, because the state would be wrong without some of them.
 */
export async function readTags(objects: Objects, refs: readonly TagRef[]): Promise<TagFact[]> {
  const nodes = new Map<Oid, Node>()
  const reading: Reading = {
    objects,
    nodes,
    bytes: openBudget({ held: LIMITS.tagsBytes, total: LIMITS.tagsBytes }),
    messages: openBudget({ held: LIMITS.messagesBytes, total: LIMITS.messagesBytes }),
  }
  let wanted = new Set(refs.map((ref) => ref.oid))
  for (let level = 0; level <= MAX_TAG_CHAIN && wanted.size > 0; level += 1) {
    await readNodes(reading, [...wanted])
    const targets = [...wanted].map((oid) => targetOf(nodes.get(oid)))
    wanted = new Set(targets.flatMap((oid) => (oid === null || nodes.has(oid) ? [] : [oid])))
  }
  return await inSlices(refs, (ref) => toFact(ref, nodes))
}

type Reading = {
  readonly objects: Objects
  readonly nodes: Map<Oid, Node>
  readonly bytes: Budget
  /** For what is kept of messages. */
  readonly messages: Budget
}

/** Types and sizes come first: of commits nothing more is needed, and of large objects nothing is read. */
async function readNodes(reading: Reading, oids: readonly Oid[]): Promise<void> {
  const { objects, nodes, bytes } = reading
  const sizes = await objects.sizes(oids)
  const tags: Oid[] = []
  await inSlices(oids, (oid) => {
    const object = sizes.get(oid) ?? 'missing'
    if (object === 'missing') nodes.set(oid, refused('tag-missing-object'))
    else if (object.type === 'commit') nodes.set(oid, { kind: 'commit' })
    else if (object.type !== 'tag') nodes.set(oid, refused('tag-of-non-commit'))
    else if (object.size > LIMITS.tagBytes) nodes.set(oid, refused('tag-too-large'))
    else if (bytes.take(object.size) === 'taken') tags.push(oid)
    else throw tooLarge()
  })
  await objects.read(tags, (object) => {
    const node =
      object.type === 'missing' ? refused('tag-missing-object') : parseTagObject(object.body)
    nodes.set(object.oid, node.kind === 'tag' ? limitMessage(reading, node) : node)
  })
}

function limitMessage({ messages }: Reading, tag: TagObject): TagObject {
  const { shortMessageBytes } = LIMITS
  if (fits(tag.message, shortMessageBytes)) return tag
  if (messages.take(tag.message.length) === 'taken') return tag
  return { ...tag, message: cutText(tag.message, shortMessageBytes) }
}

function tooLarge(): GitError {
  const limit = formatCount(LIMITS.tagsBytes)
  return new GitError('too-large', `The tags of the repository take more than ${limit} bytes.`)
}

function refused(code: UnusableTagCode): TagRefusal {
  return { kind: 'refused', code, target: null }
}

function targetOf(node: Node | undefined): Oid | null {
  return node === undefined || node.kind === 'commit' ? null : node.target
}

function toFact({ name, oid }: TagRef, nodes: ReadonlyMap<Oid, Node>): TagFact {
  const tag = nodes.get(oid) ?? refused('tag-missing-object')
  if (tag.kind === 'commit') return { kind: 'lightweight', name, oid }
  if (tag.kind === 'refused') return { kind: 'unusable', name, oid, code: tag.code }
  const peeled = peel(tag.target, nodes)
  if (peeled.kind === 'refused') return { kind: 'unusable', name, oid, code: peeled.code }
  return {
    kind: 'annotated',
    name,
    oid,
    commit: peeled.commit,
    innerName: tag.name === name ? null : tag.name,
    nested: peeled.commit !== tag.target,
    tagger: tag.tagger,
    at: tag.at,
    message: tag.message,
    signature: tag.signature,
  }
}

type Peeled = { readonly kind: 'peeled'; readonly commit: Oid }

/** The commit behind what a tag points at; of the tags in between only their targets matter. */
function peel(target: Oid, nodes: ReadonlyMap<Oid, Node>): Peeled | TagRefusal {
  let at = target
  for (let tags = 1; tags <= MAX_TAG_CHAIN; tags += 1) {
    const node = nodes.get(at)
    if (node?.kind === 'commit') return { kind: 'peeled', commit: at }
    if (!node) break
    if (node.kind === 'refused' && node.target === null) return node
    at = node.target ?? at
  }
  return refused('tag-nested-too-deep')
}
