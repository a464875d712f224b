import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withDatabase } from '@/lib/testing/database'
import { dropIndex } from '@/lib/testing/drop-index'
import { ADA, createGitRepo, type GitRepo, type TestPerson } from '@/lib/testing/git-repo'
import { readAnswers } from '@/lib/testing/read-answers'
import { openSyncFixture } from '@/lib/testing/sync-fixture'

const RUNS = process.env.SIGNET_ENDURE ? 60 : 4

type Step =
  | {
      readonly kind: 'tag'
      readonly name: string
      readonly at: number
      readonly back: number
      readonly tagger: TestPerson
    }
  | { readonly kind: 'lightweight'; readonly name: string }
  | { readonly kind: 'delete'; readonly pick: number }
  | { readonly kind: 'commit'; readonly file: string; readonly text: string | null }

const tagName = fc.constantFrom(
  ...['m@v1.0.0', 'm@v1.0.1', 'm@v2.0.0', 'm@v1.0.1!', 'm#prod#1', 'm#prod#2', 'm#prod!#3'],
  ...['n@v0.1.0', 'n#dev', 'n@deprecated', 'd/e=k@v1.0.0', 'd/e=k#prod#9', 'v1', 'm@created'],
)

const tagger = fc.constantFrom(
  ADA,
  { name: 'Ada', email: ADA.email },
  { name: 'Bo', email: 'bo@one.example' },
  { name: 'Bo', email: 'bo@two.example' },
)

const file = fc.constantFrom(
  ...['artifacts.yaml', 'd/e/dvc.yaml', '.gto', 'CODEOWNERS', 'models.yaml', '.mailmap'],
)
const text = fc.constantFrom(
  ...[null, 'm:\n  type: model\n', 'artifacts:\n  k:\n    path: k.pt\n', 'stages: [prod]\n'],
  ...['* @team\n', 'm: [\n', 'index: models.yaml\n', 'm: { owners: [Bo, ada@example.com] }\n'],
  'Bo Ek <bo@one.example> <bo@two.example>\n',
)

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('tag' as const),
    name: tagName,
    at: fc.integer({ min: 0, max: 5 }),
    back: fc.integer({ min: 0, max: 2 }),
    tagger,
  }),
  fc.record({ kind: fc.constant('lightweight' as const), name: tagName }),
  fc.record({ kind: fc.constant('delete' as const), pick: fc.nat({ max: 20 }) }),
  fc.record({ kind: fc.constant('commit' as const), file, text }),
)

async function take(repo: GitRepo, one: Step, clock: number): Promise<void> {
  const commits = String(await repo.git(['rev-list', 'HEAD']))
    .trim()
    .split('\n')
  const tags = String(await repo.git(['tag', '--list']))
    .trim()
    .split('\n')
  const at = 1_700_000_000 + clock * 10
  switch (one.kind) {
    case 'tag': {
      const commit = commits[Math.min(one.back, commits.length - 1)] ?? 'HEAD'
      await repo.tag(one.name, { at: at + one.at, commit, tagger: one.tagger })
      return
    }
    case 'lightweight':
      if (!tags.includes(one.name)) await repo.lightweightTag(one.name)
      return
    case 'delete': {
      const name = tags[one.pick % tags.length]
      if (name) await repo.deleteTag(name)
      return
    }
    case 'commit':
      await repo.commit({ files: { [one.file]: one.text, 'count.txt': String(clock) }, at })
  }
}

/** Answers without the results of earlier syncs: which tags moved or vanished. */
function withoutMemory(answers: string): unknown {
  return JSON.parse(answers, (key, value) =>
    key === 'problems' || key === 'total' ? undefined : withoutMemories(value),
  )
}

function withoutMemories(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  // Of the models too: how many of them have problems, and tags that moved.
  const memories = ['moved', 'tag-moved', 'tags-vanished', 'problems']
  return value.filter((one) => !memories.includes(one?.code ?? one?.value ?? one))
}

test('many small syncs end in the same registry as one sync', async () => {
  const property = fc.asyncProperty(
    fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 5 }),
    async (rounds) => {
      const repo = await createGitRepo()
      await repo.commit({ files: { 'count.txt': 'first' }, at: 1_700_000_000 })
      const stepwise = await withDatabase('embedded', async (database) => {
        const fixture = await openSyncFixture(database, { repos: { ml: repo.dir } })
        let clock = 0
        for (const round of rounds) {
          for (const one of round) {
            clock += 1
            await take(repo, one, clock)
          }
          expect(await fixture.sync('ml')).not.toBe('failed')
        }
        const answers = await readAnswers(database, ['ml'])
        await dropIndex(database)
        await fixture.sync('ml')
        expect(await readAnswers(database, ['ml'])).toBe(answers)
        await fixture.close()
        return answers
      })
      const atOnce = await withDatabase('embedded', async (database) => {
        const fixture = await openSyncFixture(database, { repos: { ml: repo.dir } })
        await fixture.sync('ml')
        await fixture.close()
        return await readAnswers(database, ['ml'])
      })
      repo.remove()
      expect(withoutMemory(stepwise)).toEqual(withoutMemory(atOnce))
    },
  )
  await fc.assert(property, { numRuns: RUNS, endOnFailure: true })
}, 900_000)
