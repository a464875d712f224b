import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { NO_FAKE_CLOCK, openFakeClock } from '@/lib/testing/fake-clock'
import { startPostgresServer } from '@/lib/testing/postgres-server'
import { asAdmin } from '../admin-token'
import { requestSync } from '../hostile/ask-server'
import { listRepos } from '../start-server'
import { auditTags } from './audit'
import { type FaultWorld, openFaultWorld } from './open-fault-world'
import { type Attempt, promote } from './promote'
import { pushVersion } from './push-versions'
import { listEvents } from './read-registry'

const DAY = 86_400

/** How long a machine that is busy may take. */
const SOON = { timeout: 180_000 }

/** Where the clock is set to, from where it is right. */
const PLACES = process.env.SIGNET_ENDURE ? [DAY, 0, -DAY, 0] : [DAY, 0]

/** Whether the server lives on meanwhile. */
const JUMPS = (['running', 'killed'] as const).flatMap((server) =>
  PLACES.map((to) => ({ to, server })),
)

/** One for each command: a model with a tag of the future is promoted no more until then. */
const MODELS = JUMPS.flatMap((_, index) => [`during-${index}`, `after-${index}`])

const clock = openFakeClock()
afterAll(() => clock?.close())

describe.skipIf(clock === null)(
  `a clock that jumps a day forward and back${clock === null ? NO_FAKE_CLOCK : ''}`,
  () => {
    const env = clock?.env
    const set = (seconds: number) => clock?.set(seconds)
    const findPostgres = async () => `${await startPostgresServer(env)}/postgres`

    // The process of the embedded database goes by the machine's clock here.
    test.each([
      ['of the server alone', async () => ({})],
      ['of server and PostgreSQL', async () => ({ DATABASE_URL: await findPostgres() })],
    ])(
      '%s ends no polling and no command, and keeps no lease',
      async (_, openDatabase) => {
        set(0)
        const world = await openFaultWorld({ ...env, ...(await openDatabase()) }, MODELS)
        const attempts: Attempt[] = []
        for (const [index, { to, server }] of JUMPS.entries()) {
          const held = await holdUp(world, `during-${index}`)
          if (server === 'killed') await world.server.stop('SIGKILL')
          set(to)
          held.release()
          if (server === 'killed') await world.start()
          const after = await promoteModel(world, `after-${index}`)
          expect(after.told.at(-1)).toBe('indexed')
          attempts.push(await held.attempt, after)
          await expectPolled(world, index + 2)
        }
        await auditTags(world, attempts)
        await world.stop()
      },
      1_500_000,
    )
  },
)

function promoteModel({ server }: FaultWorld, model: string, id: string = randomUUID()) {
  return promote(() => server.url, { id, model, version: 'v1.0.0', stage: 'staging' })
}

type Held = { readonly attempt: Promise<Attempt>; release(): void }

/** A command and a sync that have their leases, and wait for the remote until `release`. */
async function holdUp(world: FaultWorld, model: string): Promise<Held> {
  let release = () => {}
  const until = new Promise<void>((resolve) => {
    release = resolve
  })
  world.remote.setFault({ kind: 'wait', until })
  const id = randomUUID()
  const attempt = promoteModel(world, model, id)
  const { url } = world.server
  await requestSync(url, 'pushed')
  const look = async () => {
    const command = await fetch(`${url}/api/v1/commands/${id}`, { headers: asAdmin })
    const repos = await listRepos(url, asAdmin)
    return [command.status, repos.find(({ slug }) => slug === 'pushed')?.status]
  }
  await expect.poll(look, SOON).toEqual([200, 'syncing'])
  return {
    attempt,
    release: () => {
      world.remote.setFault({ kind: 'none' })
      release()
    },
  }
}

/** Checks that the next poll finds a version that was pushed. */
async function expectPolled({ pushed, server }: FaultWorld, minor: number): Promise<void> {
  const tag = await pushVersion(pushed, minor)
  const listTags = async () => (await listEvents(server.url, 'pushed')).map((event) => event.tag)
  await expect.poll(listTags, SOON).toContain(tag)
}
