import { randomUUID } from 'node:crypto'
import { cpSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fingerprintTags, listTagsOf } from '@/lib/registry/commands/fingerprint-tags'
import { openOwnDatabase, type TestDatabase } from '@/lib/testing/database'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import type { Answered } from '@/lib/testing/promote-program'
import { nameOf } from '@/lib/testing/promote-world'
import { type PromoteProgram, startPromoteProgram } from '@/lib/testing/start-promote-program'
import { createTempDir } from '@/lib/testing/temp-dir'

/** Two server processes on one PostgreSQL, and so many people at once; the full count is 100 rounds. */
const ROUNDS = process.env.SIGNET_ENDURE ? 100 : 10
const PEOPLE = 20

/** Replicas share a data directory, or each has its own mirrors with a copy of the same signing key. */
const DIRECTORIES = ['one data directory', 'two data directories'] as const

type Setting = {
  readonly repo: GitRepo
  readonly database: TestDatabase
  readonly programs: readonly [PromoteProgram, PromoteProgram]
}

async function createSetting(directories: (typeof DIRECTORIES)[number]): Promise<Setting> {
  const repo = await createVersions()
  const database = await openOwnDatabase('server')
  const databaseUrl = database.options.databaseUrl ?? ''
  const dataDir = createTempDir('one')
  const place = { databaseUrl, remote: repo.dir }
  const one = await startPromoteProgram({ ...place, dataDir, name: 'one' })
  const otherDir = directories === 'one data directory' ? dataDir : createTempDir('two')
  if (otherDir !== dataDir) cpSync(`${dataDir}/keys`, `${otherDir}/keys`, { recursive: true })
  const two = await startPromoteProgram({ ...place, dataDir: otherDir, name: 'two' })
  return { repo, database, programs: [one, two] }
}

async function createVersions(): Promise<GitRepo> {
  const repo = await createGitRepo()
  for (let number = 1; number <= PEOPLE; number += 1) {
    const at = 1_700_000_000 + number
    const files = { 'artifacts.yaml': `churn: {type: model, description: ${number}}\n` }
    const commit = await repo.commit({ files, at })
    await repo.tag(`churn@v1.0.${number}`, { commit, at })
  }
  return repo
}

async function listTags(
  repo: GitRepo,
): Promise<readonly { readonly name: string; readonly oid: string }[]> {
  const format = '%(objectname) %(refname:strip=2)'
  const text = (await repo.git(['for-each-ref', `--format=${format}`, 'refs/tags/'])).toString()
  const lines = text.trim().split('\n')
  return lines.map((line) => ({ oid: line.slice(0, 40), name: line.slice(41) }))
}

async function race({ repo, programs }: Setting): Promise<readonly Answered[]> {
  const expected = fingerprintTags(listTagsOf([nameOf('churn')], await listTags(repo)))
  const orders = Array.from({ length: PEOPLE }, (_, index) => ({
    requestId: randomUUID(),
    version: `v1.0.${index + 1}`,
    expected,
    killAt: null,
  }))
  const half = PEOPLE / 2
  const answers = await Promise.all([
    programs[0].order(orders.slice(0, half)),
    programs[1].order(orders.slice(half)),
  ])
  return answers.flatMap((answer): readonly Answered[] => (answer === 'killed' ? [] : answer))
}

function expectOneWinner(answers: readonly Answered[], tag: string): void {
  expect(answers.length).toBe(PEOPLE)
  const winners = answers.filter(({ state }) => state === 'indexed')
  expect(winners.map(({ details }) => details)).toEqual([tag])
  const losers = answers.filter(({ state }) => state !== 'indexed')
  // Whoever comes first may hold the stage already; nobody else may be told so.
  const told = losers.filter(({ state }) => state !== 'already-in-stage')
  expect(told.length).toBeGreaterThanOrEqual(PEOPLE - 2)
  for (const { state, details } of told) {
    expect(state).toBe('changed-meanwhile')
    expect(details).toMatchObject({ artifact: 'churn', tag })
  }
}

test.each(DIRECTORIES)(
  `${ROUNDS} rounds of ${PEOPLE} promotions through two processes on %s`,
  async (directories) => {
    const setting = await createSetting(directories)
    const { repo, database, programs } = setting
    for (let round = 1; round <= ROUNDS; round += 1) {
      expectOneWinner(await race(setting), `churn#production#${round}`)
    }
    await Promise.all(programs.map((program) => program.close()))
    const tags = (await listTags(repo)).map(({ name }) => name)
    expect(tags.length).toBe(PEOPLE + ROUNDS)
    const { rows } = await database.database.query('SELECT tag FROM events')
    expect(rows.map((row) => row.tag).sort()).toEqual([...tags].sort())
    const states = await database.database.query(
      'SELECT state, count(*)::int AS count FROM commands GROUP BY state ORDER BY state',
    )
    expect(states.rows).toEqual([
      { state: 'indexed', count: ROUNDS },
      { state: 'refused', count: ROUNDS * (PEOPLE - 1) },
    ])
    await database.remove()
  },
  300_000 + 60_000 * ROUNDS,
)
