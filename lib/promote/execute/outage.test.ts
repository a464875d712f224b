import { expect, test } from 'vitest'
import { describeOutage } from '@/lib/database/describe-outage'
import { readSyncState } from '@/lib/journal/sync-state'
import { openTestDatabase } from '@/lib/testing/database'
import { createChurn, NOW } from '@/lib/testing/promote-setting'
import { assign, buildActor, buildRequest, openPromoteWorld } from '@/lib/testing/promote-world'
import { executeCommand } from './execute-command'

const ana = buildActor('ana')

test('a promotion whose database goes away while the repository is synced was interrupted', async () => {
  const { repo } = await createChurn()
  const { database, remove } = await openTestDatabase('server')
  const bugs: unknown[] = []
  const onBug = (error: unknown) => void bugs.push(describeOutage(error))
  const options = { repos: { ml: repo.dir }, now: () => NOW, onBug }
  const world = await openPromoteWorld(database, options)
  await world.sync('ml')
  await database.query(`CREATE FUNCTION go_away() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'terminating connection due to administrator command' USING ERRCODE = '57P01';
    END $$`)
  await database.query(
    'CREATE TRIGGER go_away BEFORE INSERT ON event_rows FOR EACH ROW EXECUTE FUNCTION go_away()',
  )
  await repo.tag('churn#staging#1', { at: 1_700_100_000 })
  const ask = () =>
    executeCommand(world.promote, ana, buildRequest([assign('churn', 'v1.1.0', 'production')]))
  expect(await ask()).toMatchObject({
    refusal: { code: 'interrupted' },
    command: { state: 'refused' },
  })
  expect((await readSyncState(database, 'ml'))?.error).toMatchObject({
    code: 'interrupted',
    message: 'The database did not answer meanwhile.',
  })
  expect(bugs).toEqual(['The database does not answer.'])
  await database.query('DROP FUNCTION go_away CASCADE')
  expect(await ask()).toMatchObject({ command: { state: 'indexed' } })
  await world.close()
  await remove()
})
