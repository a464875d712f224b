import { afterAll, describe, expect, test } from 'vitest'
import { createRandom } from '@/lib/testing/mutate'
import { findSettled, resolveStage } from './ask-server'
import type { Attack } from './attack'
import { deepPaths } from './deep-paths'
import { foreignBytes } from './foreign-bytes'
import { largeObjects } from './large-objects'
import { largeTrees } from './large-trees'
import { longTexts } from './long-texts'
import { type HostileWorld, openHostileWorld, type Report } from './open-world'
import { type Answer, MAX_BYTES } from './read-answers'
import { slowPatterns } from './slow-patterns'

const attackClasses = [deepPaths, largeTrees, largeObjects, foreignBytes, slowPatterns, longTexts]

/** Further inputs of each class. */
const FURTHER = process.env.SIGNET_ENDURE ? 20 : 0

const MB = 1_000_000
/** Resident memory of the server, and with its child processes, which share some of it. V8 collects garbage late: during
 *  130 attacks one after the other, the server held between 210 and 602 MB, up and down. */
const MAX_MEMORY = { server: 800 * MB, all: 2_000 * MB }

const attacks = attackClasses.flatMap(({ name, examples, vary }) => [
  ...examples.map((attack, index) => ({ slug: `${name}-${index}`, attack })),
  ...Array.from({ length: FURTHER }, (_, seed) => ({
    slug: `${name}-further-${seed}`,
    attack: vary(createRandom(seed)),
  })),
])
const slugs = attacks.map(({ slug }) => slug)

/** One server for all, until one of them has harmed it. */
let world: HostileWorld | null = null

afterAll(async () => {
  await world?.close()
})

async function suffer(slug: string, attack: Attack): Promise<Report> {
  world ??= await openHostileWorld(slugs)
  const { server, close } = world
  try {
    const report = await world.suffer(slug, attack)
    expectUnharmed(report)
    expect(server.errors()).toBe('')
    return report
  } catch (error) {
    await close()
    world = null
    throw error
  }
}

function expectUnharmed({ watched, answers, dryRun, repo }: Report): void {
  expect(watched.failures).toEqual([])
  expect(watched.memory.server).toBeLessThan(MAX_MEMORY.server)
  expect(watched.memory.all).toBeLessThan(MAX_MEMORY.all)
  const tooLarge = answers.filter(({ bytes }) => bytes > MAX_BYTES)
  expect(tooLarge.map(({ path }) => path)).toEqual([])
  // A model without versions has no latest one.
  const isFine = ({ status, path }: Answer) =>
    status === 200 || (status === 404 && path.includes('/resolve?'))
  const strange = answers.filter((answer) => !isFine(answer))
  expect(
    strange.map(({ path, status, text }) => `${path} ${status} ${text}`.slice(0, 300)),
  ).toEqual([])
  expect(dryRun ?? 200).toBe(200)
  expect(repo.error?.code).not.toBe('internal')
}

/** That a person is told of the limit: why nothing was read, or on the repository's page what was left out. */
function expectTold({ repo, answers }: Report): void {
  const page = answers.find(({ path }) => path === `/repos/${repo.slug}`)
  expect(repo.error?.message ?? page?.text).toMatch(/limit|at most|more than/i)
}

describe.each(attackClasses)('$name', ({ name, examples }) => {
  const ofClass = attacks.filter(({ slug }) => slug.startsWith(`${name}-`))
  test.each(ofClass.map(({ slug, attack }) => [attack.name, slug, attack] as const))(
    '%s',
    async (_, slug, attack) => {
      const report = await suffer(slug, attack)
      // A further input may be one that nothing is wrong with.
      if (examples.includes(attack) && attack.outcome === undefined) expectTold(report)
    },
    900_000,
  )
})

test('the server restarts with all repositories', async () => {
  if (world === null) return
  const before = await resolveStage(world.server.url)
  await world.restart()
  const { url, errors } = world.server
  expect(await resolveStage(url)).toBe(before)
  for (const slug of slugs) await expect.poll(() => findSettled(url, slug)).not.toBe(null)
  expect(errors()).toBe('')
})
