import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import type { EventProof } from '@/lib/index/write/event-proof'
import { writeIndex } from '@/lib/index/write/write-index'
import { databaseForms, openTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { buildIndexWrite, buildProofs } from '@/lib/testing/index-write'
import { buildArtifact, buildTag } from '@/lib/testing/registry-artifact'
import type { EventFilter } from './event-filter'
import { listEmptyFilters } from './list-empty-filters'
import { listEvents } from './list-events'
import { parseTextMatch } from './text-match'
import type { Viewer } from './viewer'

const allRepos: Viewer = { repos: 'all' }

const churn = buildArtifact('churn', [
  buildTag('churn@v1.0.0', { minutes: 1 }),
  buildTag('churn#prod#1', { minutes: 2, tagger: { name: 'Signet', email: 'bot@example.com' } }),
  buildTag('churn#dev#2', { minutes: 3, tagger: { name: 'Ángel (ops) 50%', email: 'a@b.c' } }),
])
const uplift = buildArtifact('churn-uplift', [
  buildTag('churn-uplift@v1.0.0', { minutes: 4, tagger: { name: 'Chiara', email: 'c@d.e' } }),
])

const unproven = [...buildProofs([churn, uplift]).values()][0] as EventProof

/** What is proven of the event of each tag. */
const PROOFS: Readonly<Record<string, EventProof>> = {
  'churn#prod#1': {
    ...unproven,
    verdict: { status: 'good', format: 'ssh', signer: 'keys@signet', key: 'SHA256:x', why: null },
    actor: 'Dora Petrov <dora@example.com>',
    approvers: ['Ben Carter <ben@example.com>', 'Eve <eve@example.com>'],
    reason: 'Recall is BETTER (by 5%)',
  },
  'churn#dev#2': {
    ...unproven,
    verdict: { status: 'mismatch', format: 'ssh', signer: null, key: null, why: null },
    rejected: true,
  },
}

async function seed(db: Database): Promise<void> {
  const artifacts = [churn, uplift]
  const proofs = new Map([...buildProofs(artifacts), ...Object.entries(PROOFS)])
  await writeIndex(db, buildIndexWrite({ artifacts, proofs }))
  await writeIndex(db, buildIndexWrite({ slug: 'ml-2', artifacts: [uplift] }))
}

const text = parseTextMatch

/** The filter, and the tags of the repository `ml` that pass it, newest first. */
const CASES: readonly (readonly [said: string, EventFilter, tags: readonly string[]])[] = [
  ['the name of a tagger', { person: text('aNa') }, ['churn@v1.0.0']],
  ['a letter with an accent', { person: text('ánGEL') }, ['churn#dev#2']],
  ['signs as they are', { person: text('(ops) 50%') }, ['churn#dev#2']],
  ['no signs of a pattern', { person: text('chi.ra') }, []],
  ['no signs of LIKE', { person: text('chi_ra') }, []],
  ['the address of a tagger', { person: text('C@D') }, ['churn-uplift@v1.0.0']],
  ['the requester', { person: text('petrov') }, ['churn#prod#1']],
  ['an approver', { person: text('eve@') }, ['churn#prod#1']],
  ['the signer', { person: text('keys@') }, ['churn#prod#1']],
  ['one whole address', { person: text('"a@b.c"') }, ['churn#dev#2']],
  ['one whole approver', { person: text('"Eve <eve@example.com>"') }, ['churn#prod#1']],
  ['no part in quotes', { person: text('"eve"') }, []],
  ['nobody', { person: text('nobody\0') }, []],
  ['a kind', { kind: 'registration' }, ['churn-uplift@v1.0.0', 'churn@v1.0.0']],
  ['a stage', { stage: 'dev' }, ['churn#dev#2']],
  ['no stage', { stage: '\0' }, []],
  ['a part of a model', { model: text('PLIFT') }, ['churn-uplift@v1.0.0']],
  ['one whole model', { model: text('"churn"') }, ['churn#dev#2', 'churn#prod#1', 'churn@v1.0.0']],
  ['verified', { signature: 'verified' }, ['churn#prod#1']],
  ['invalid', { signature: 'invalid' }, ['churn#dev#2']],
  ['unsigned', { signature: 'unsigned' }, ['churn-uplift@v1.0.0', 'churn@v1.0.0']],
  ['untrusted', { signature: 'untrusted' }, []],
  ['unsupported', { signature: 'unsupported' }, []],
  ['rejected', { signature: 'rejected' }, ['churn#dev#2']],
  ['a reason', { reason: text('better (BY') }, ['churn#prod#1']],
  ['all of it', { person: text('ben'), stage: 'prod', reason: text('5%)') }, ['churn#prod#1']],
  ['all of it at once', { person: text('ben'), stage: 'dev' }, []],
]

describe.each(databaseForms)('filters of events, %s', (form) => {
  let seeded: TestDatabase
  let db: Database

  beforeAll(async () => {
    seeded = await openTestDatabase(form)
    db = seeded.database
    await seed(db)
  })

  afterAll(() => seeded.remove())

  test.each(CASES)('find %s', async (_, filter, tags) => {
    const { items } = await listEvents(db, allRepos, { repo: 'ml', filter, limit: 50 })
    expect(items.map(({ tag }) => tag)).toEqual(tags)
  })

  test('find a part of a repository, or one whole', async () => {
    const list = async (repo: string, viewer = allRepos) => {
      const request = { filter: { repo: text(repo), kind: 'registration' }, limit: 50 } as const
      return (await listEvents(db, viewer, request)).items.map((one) => `${one.repo} ${one.tag}`)
    }
    const ofBoth = ['ml-2 churn-uplift@v1.0.0', 'ml churn-uplift@v1.0.0', 'ml churn@v1.0.0']
    expect(await list('ML')).toEqual(ofBoth)
    expect(await list('"ml"')).toEqual(ofBoth.slice(1))
    expect(await list('ml', { repos: ['ml-2'] })).toEqual(ofBoth.slice(0, 1))
    expect(await list('l-2', { repos: ['ml'] })).toEqual([])
  })

  test('say which of them alone find nothing', async () => {
    const list = (filter: EventFilter, viewer = allRepos) =>
      listEmptyFilters(db, viewer, { repo: 'ml', filter })
    const filter = {
      person: text('nobody'),
      stage: 'dev',
      model: text('y'),
      repo: text('m'),
    } as const
    expect((await list(filter)).toSorted()).toEqual(['model', 'person'])
    expect(await list({ kind: 'registration', stage: 'dev' })).toEqual([])
    expect(await list({})).toEqual([])
    expect(await list({ stage: 'dev' }, { repos: ['ml-2'] })).toEqual(['stage'])
  })
})
