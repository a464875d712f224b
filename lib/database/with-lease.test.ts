import { expect, test, vi } from 'vitest'
import { openOwnDatabase } from '@/lib/testing/database'
import { readEnginePid } from '@/lib/testing/engine-pid'
import { acquireLease } from './lease'
import { withLease } from './with-lease'

test('a lease whose holder fails while the database is killed is free at once', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { database, options, remove } = await openOwnDatabase('embedded')
  const pid = await readEnginePid(options.dataDir)
  const claim = { name: 'promote:ml', seconds: 60, onBug: () => {} } as const
  const ended = withLease(database, { ...claim, holder: 'one' }, async () => {
    process.kill(pid, 'SIGKILL')
    throw new Error('the work failed')
  })
  await expect(ended).rejects.toThrow('the work failed')
  const next = await acquireLease(database, 'promote:ml', { holder: 'other', seconds: 60 })
  expect(next).toEqual({ name: 'promote:ml', token: 2n })
  await remove()
  warn.mockRestore()
})
