import { afterEach, describe, expect, test } from 'vitest'
import type { Database } from '@/lib/database/database'
import { openTestDatabase } from '@/lib/testing/database'
import { createChurn, listTagNames, NOW } from '@/lib/testing/promote-setting'
import { assign, buildActor, buildRequest, openPromoteWorld } from '@/lib/testing/promote-world'
import { mountSmallDisk, NO_SMALL_DISK } from '@/lib/testing/small-disk'
import { createTempDir } from '@/lib/testing/temp-dir'
import type { CommandState } from '@/lib/views/command'
import type { PromoteContext } from '../context'
import { refuseFullDatabase } from '../failure-refusals'
import { findCommand } from '../view/list-commands'
import { executeCommand } from './execute-command'
import { recoverRepo } from './recover-commands'

const ana = buildActor('ana')
const everybody = { repos: 'all' } as const
const HELD = ['churn#production#1']
const WRITTEN = ['churn#production#1', 'churn#production#2']

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** The repository `ml` with its mirror and the signing key in `dataDir`, and the database on a server. */
async function createSetting(dataDir: string) {
  const { repo } = await createChurn()
  const { database, remove } = await openTestDatabase('server')
  closing.push(remove)
  const options = { repos: { ml: repo.dir }, now: () => NOW, dataDir }
  const world = await openPromoteWorld(database, options)
  closing.push(world.close)
  await world.sync('ml')
  const { promote } = world
  const promotion = buildRequest([assign('churn', 'v1.1.0', 'production')])
  const ask = (context: PromoteContext = promote) =>
    refuseFullDatabase(context.sync, () => executeCommand(context, ana, promotion))
  const stateOf = async () => (await findCommand(promote, everybody, promotion.requestId))?.state
  return { repo, database, promote, ask, stateOf }
}

/** Does something when a command has come to a state. */
function at(context: PromoteContext, state: CommandState, act: () => void): PromoteContext {
  return {
    ...context,
    onState: (entry) => {
      if (entry.state === state) act()
    },
  }
}

const probe = mountSmallDisk(1)
probe?.close()

describe.skipIf(probe === null)(`a promotion${probe === null ? NO_SMALL_DISK : ''}`, () => {
  async function createOnDisk() {
    const disk = mountSmallDisk(8)
    if (disk === null) throw new Error('no small disk')
    closing.push(disk.close)
    return { disk, ...(await createSetting(disk.dir)) }
  }

  test('that needs a fetch is refused while little space is free, and works when there is some', async () => {
    const { disk, repo, promote, ask, stateOf } = await createOnDisk()
    await repo.tag('churn#staging#1', { at: 1_700_100_000 })
    disk.fillTo(0.03 * 8 * 1024 ** 2)
    expect(await ask()).toMatchObject({
      refusal: {
        code: 'disk-full',
        details: {
          reason: expect.stringMatching(/^Less than 5 % of the disk of the Signet server/),
        },
      },
      command: { state: 'refused' },
    })
    expect(await listTagNames(repo, 'churn#production*')).toEqual(HELD)
    expect(await stateOf()).toBe('refused')
    disk.empty()
    const again = buildRequest([assign('churn', 'v1.1.0', 'production')])
    expect(await executeCommand(promote, ana, again)).toMatchObject({
      command: { state: 'indexed' },
    })
  })

  test('that cannot be signed because the disk is full says so', async () => {
    const { disk, repo, promote, ask } = await createOnDisk()
    const outcome = await ask(at(promote, 'checked', () => disk.fillTo(0)))
    expect(outcome).toMatchObject({ refusal: { code: 'disk-full' }, command: { state: 'refused' } })
    expect(await listTagNames(repo, 'churn#*')).toEqual(HELD)
  })

  test('that is signed already needs no space to be pushed', async () => {
    const { disk, repo, promote, ask, stateOf } = await createOnDisk()
    const outcome = await ask(at(promote, 'prepared', () => disk.fillTo(0)))
    expect(outcome).toMatchObject({ kind: 'command', command: { state: 'confirmed' } })
    expect(await listTagNames(repo, 'churn#*')).toEqual(WRITTEN)
    disk.empty()
    expect(await ask()).toMatchObject({ command: { state: 'indexed' } })
    expect(await stateOf()).toBe('indexed')
  })

  test('with a read-only data directory says so', async () => {
    const { disk, repo, promote, ask } = await createOnDisk()
    const outcome = await ask(at(promote, 'checked', () => disk.remount('ro')))
    expect(outcome).toMatchObject({
      refusal: {
        code: 'unwritable',
        details: { reason: expect.stringContaining('its file system is read-only') },
      },
      command: { state: 'refused' },
    })
    expect(await listTagNames(repo, 'churn#*')).toEqual(HELD)
  })
})

describe('where the disk of the database is full', () => {
  /** The journal cannot be written where `when` holds, as PostgreSQL says it. */
  async function fill(database: Database, when: string): Promise<() => Promise<void>> {
    await database.query(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
      END $$`)
    await database.query(`CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON commands
      FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION full_disk()`)
    return async () => {
      await database.query('DROP FUNCTION full_disk CASCADE')
    }
  }

  const refused = {
    refusal: { code: 'disk-full', details: { reason: 'The disk of the database is full.' } },
  }

  test.each<[when: string, state: CommandState | undefined, tags: readonly string[]]>([
    ['true', undefined, HELD],
    [`NEW.state = 'checked'`, 'refused', HELD],
    [`NEW.state IN ('checked', 'refused')`, 'requested', HELD],
    [`NEW.state = 'prepared'`, 'refused', HELD],
    [`NEW.state = 'pushed'`, 'prepared', WRITTEN],
    [`NEW.state IN ('pushed', 'confirmed')`, 'prepared', WRITTEN],
  ])(
    'when the journal cannot say %s, a promotion says so, and is brought to its end',
    async (when, state, tags) => {
      const { repo, database, promote, ask, stateOf } = await createSetting(createTempDir('data'))
      const free = await fill(database, when)
      expect(await ask()).toMatchObject(refused)
      expect([await stateOf(), await listTagNames(repo, 'churn#*')]).toEqual([state, tags])
      await free()
      const [ml] = promote.sync.config.repos
      if (ml === undefined) throw new Error('no repository')
      await recoverRepo(promote, ml)
      const isWritten = tags === WRITTEN
      if (state !== undefined) {
        const end = await findCommand(promote, everybody, (await ask()).command?.id ?? '')
        expect(end?.state).toBe(isWritten ? 'indexed' : 'refused')
      }
      expect(await listTagNames(repo, 'churn#*')).toEqual(tags)
    },
  )

  test('a promotion that the remote has confirmed is not refused', async () => {
    const { repo, database, ask, stateOf } = await createSetting(createTempDir('data'))
    const free = await fill(database, `NEW.state = 'indexed'`)
    expect(await ask()).toMatchObject({
      kind: 'command',
      command: { state: 'confirmed', refusal: null },
    })
    expect([await stateOf(), await listTagNames(repo, 'churn#*')]).toEqual(['confirmed', WRITTEN])
    await free()
    expect(await ask()).toMatchObject({ command: { state: 'indexed' } })
  })
})
