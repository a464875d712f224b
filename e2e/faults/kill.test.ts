import { setTimeout as pause } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { createRandom } from '@/lib/testing/mutate'
import { audit } from './audit'
import { type Clients, startClients } from './clients'
import { CONTENDED, listTags } from './fault-repo'
import { listLeftFiles, listLeftRows, listUsers } from './leftovers'
import { type FaultWorld, openFaultWorld } from './open-fault-world'
import { startPushing } from './push-versions'
import { killOne, VICTIMS, type Victim } from './victims'

/** kill -9 of each kind of process at random moments; the full count is 30. */
const KILLS = process.env.SIGNET_ENDURE ? 30 : 3

/** How long it may take on a busy machine until commands are carried out again. */
const RECOVERED = { timeout: 180_000 }

test.each(VICTIMS)(
  'kill -9 of %s loses nothing, writes nothing twice, and is recovered from',
  async (victim) => {
    const world = await openFaultWorld()
    const url = () => world.server.url
    const pushing = startPushing(world.pushed, url)
    const clients = startClients(url, CONTENDED)
    await killAgainAndAgain(world, victim, clients)
    const attempts = await clients.stop()
    const names = await pushing.stop()
    await audit(world, attempts)
    expect(await listTags(world.pushed)).toEqual(expect.arrayContaining([...names]))
    await expectNothingLeft(world)
  },
  300_000 + 200_000 * KILLS,
)

/** The next kill comes when a command was carried out since the last one. */
async function killAgainAndAgain(
  world: FaultWorld,
  victim: Victim,
  clients: Clients,
): Promise<void> {
  const random = createRandom(VICTIMS.indexOf(victim))
  const waitForCommand = async () => {
    const before = clients.written()
    await vi.waitUntil(() => clients.written() > before, RECOVERED)
  }
  for (let kill = 0; kill < KILLS; kill += 1) {
    await waitForCommand()
    await pause(random(1_500))
    await killOne(world.server.pid, victim, random)
    if (victim !== 'server') continue
    await pause(random(500))
    await world.start()
  }
  await waitForCommand()
}

/** Neither of a process that was killed nor, when the server has stopped, of any other. */
async function expectNothingLeft(world: FaultWorld): Promise<void> {
  const { dataDir, tempDir, server } = world
  await expect.poll(() => listUsers(dataDir, server.pid), RECOVERED).toEqual([])
  await world.stop()
  await expect.poll(() => listUsers(dataDir), RECOVERED).toEqual([])
  expect(listLeftFiles(dataDir)).toEqual([])
  expect(listLeftFiles(tempDir)).toEqual([])
  expect(await listLeftRows(dataDir, null)).toEqual([])
}
