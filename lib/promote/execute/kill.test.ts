import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { releaseAllLeases } from '@/lib/database/lease'
import { addHook } from '@/lib/testing/add-hook'
import { openOwnDatabase } from '@/lib/testing/database'
import { createChurn, listTagNames } from '@/lib/testing/promote-setting'
import { startPromoteProgram } from '@/lib/testing/start-promote-program'
import { createTempDir } from '@/lib/testing/temp-dir'

/** kill -9 of a server at each state that a command comes to; the full count is 30. */
const KILLS = process.env.SIGNET_ENDURE ? 30 : 3

/** How long a push takes at most here, in milliseconds. */
const LONGEST_PUSH = 90

/** What the command has become after the next start, and how many tags there are. */
const MOMENTS = [
  ['at requested', { killAt: 'requested' }, 'interrupted'],
  ['at checked', { killAt: 'checked' }, 'interrupted'],
  ['at prepared', { killAt: 'prepared' }, 'indexed'],
  ['during the push', { killAt: 'prepared', killAfter: LONGEST_PUSH }, 'indexed'],
  ['at pushed', { killAt: 'pushed' }, 'indexed'],
  ['at unknown', { killAt: 'unknown', remote: 'dies during the push' }, 'indexed'],
  ['at confirmed', { killAt: 'confirmed' }, 'indexed'],
  ['at indexed', { killAt: 'indexed' }, 'indexed'],
] as const

test.each(MOMENTS)(
  'killed %s a command is done or refused after the next start, and never written twice',
  async (_moment, { killAt, ...more }, expected) => {
    const { database, options, remove } = await openOwnDatabase('server')
    const { repo } = await createChurn()
    const place = {
      databaseUrl: options.databaseUrl ?? '',
      dataDir: createTempDir('data'),
      remote: repo.dir,
      name: 'server',
    }
    let held = 'v1.0.0'
    let count = 1
    for (let kill = 0; kill < KILLS; kill += 1) {
      const version = held === 'v1.0.0' ? 'v1.1.0' : 'v1.0.0'
      const order = { requestId: randomUUID(), version, expected: null }
      // Anywhere in it.
      const killAfter = 'killAfter' in more ? Math.ceil((more.killAfter * kill) / KILLS) + 1 : 0
      const mend = 'remote' in more ? addHook(repo, 'pre-receive', 'kill -9 $PPID') : () => {}
      const first = await startPromoteProgram(place)
      expect(await first.order([{ ...order, killAt, killAfter }])).toBe('killed')
      mend()
      // As when the dead process's leases have run out.
      await releaseAllLeases(database)
      const next = await startPromoteProgram(place)
      const answer = await next.order([{ ...order, killAt: null }])
      expect(answer).toMatchObject([{ version, state: expected }])
      await next.close()
      if (expected === 'indexed') {
        count += 1
        held = version
      }
      expect((await listTagNames(repo, 'churn#*')).length).toBe(count)
      const { rows } = await database.query('SELECT state FROM commands GROUP BY state')
      expect(rows).toEqual([{ state: expected === 'indexed' ? 'indexed' : 'refused' }])
    }
    await remove()
  },
  300_000 + 60_000 * KILLS,
)
