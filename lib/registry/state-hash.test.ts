import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AnnotatedTag } from '@/lib/snapshot/types'
import type { RegistryArtifact } from './artifact'
import { deriveArtifact } from './derive-artifact'
import type { ArtifactName } from './names'
import { formatStateHash, hashArtifact, hashState } from './state-hash'
import { buildTag } from './testing/build-tag'

const A = 'a'.repeat(40)
const B = 'b'.repeat(40)

/** Tags written as `NAME COMMIT`, one a second from 1 on. */
function tagsOf(...tags: readonly (readonly [string, string])[]): readonly AnnotatedTag[] {
  return tags.map(([name, commit], index) => buildTag(name, { commit, at: index + 1 }))
}

function derive(tags: readonly AnnotatedTag[], name = 'm'): RegistryArtifact {
  const none = { commits: new Map(), facts: new Map(), branches: [] }
  return deriveArtifact({ name: name as ArtifactName, tags, ...none, versionsPerStage: 'one' })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

const tags = tagsOf(['m@v1.0.0', A], ['m@v1.1.0', B], ['m#prod#1', A], ['m@v1.1.0!', B])

test('an artifact hashes as its versions, holders, latest version and life', () => {
  const oid = tags[2]?.oid
  const state =
    `["m",[["v1.1.0","${B}",true,false],["v1.0.0","${A}",true,true]],` +
    `[["prod",[["v1.0.0","${A}","m#prod#1","${oid}"]]]],["v1.0.0","${A}"],false]`
  expect(hashArtifact(derive(tags))).toBe(sha256(state))
  expect(hashArtifact(derive([]))).toBe(sha256('["m",[],[],null,false]'))
})

test('a repository hashes as its artifacts by name', () => {
  const [m, other] = [derive(tags), derive(tagsOf(['a@v1.0.0', A]), 'a')]
  const lines = `a ${hashArtifact(other)}\nm ${hashArtifact(m)}\n`
  expect(formatStateHash([m, other])).toBe(sha256(lines))
  expect(formatStateHash([other, m])).toBe(sha256(lines))
  expect(hashState([])).toBe(sha256(''))
})

test.each([
  ['another version', tagsOf(['m@v1.0.1', A])],
  ['another commit', tagsOf(['m@v1.0.0', B])],
  ['deregistered', tagsOf(['m@v1.0.0', A], ['m@v1.0.0!', A])],
  ['in a stage', tagsOf(['m@v1.0.0', A], ['m#prod#1', A])],
  ['in another stage', tagsOf(['m@v1.0.0', A], ['m#dev#1', A])],
  ['by another tag', tagsOf(['m@v1.0.0', A], ['m#prod#2', A])],
  ['by the same name again', [...tagsOf(['m@v1.0.0', A]), movedTag()]],
  ['deprecated', tagsOf(['m@v1.0.0', A], ['m@deprecated', A])],
])('a state that is %s has a hash of its own', (_, changed) => {
  const others = [tagsOf(['m@v1.0.0', A]), tagsOf(['m@v1.0.0', A], ['m#prod#3', A])]
  const hashes = [changed, ...others].map((one) => hashArtifact(derive(one)))
  expect(new Set(hashes).size).toBe(3)
})

function movedTag(): AnnotatedTag {
  return { ...buildTag('m#prod#3', { commit: A, at: 2 }), oid: '9'.repeat(40) }
}

test('the order in which tags are listed does not matter', () => {
  const order = fc.shuffledSubarray([...tags], { minLength: tags.length })
  fc.assert(
    fc.property(order, (listed) => {
      expect(hashArtifact(derive(listed))).toBe(hashArtifact(derive(tags)))
    }),
  )
})
