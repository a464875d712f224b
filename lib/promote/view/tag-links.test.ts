import { expect, test } from 'vitest'
import { openPromoteSetting } from '@/lib/testing/promote-setting'
import { assign, buildActor, buildRequest, commitOf, nameOf } from '@/lib/testing/promote-world'
import { executeCommand } from '../execute/execute-command'
import { findCommand } from './list-commands'
import { preview } from './preview'

const ana = buildActor('ana')
const URL = 'https://github.com/acme/ml'

test('the tags of a command link to the forge, before and after they are written', async () => {
  const setting = await openPromoteSetting('embedded', { forge: { kind: 'github', url: URL } })
  const { promote, repo, first, second } = setting
  const asked = buildRequest([assign('churn', 'v1.1.0', 'production')])
  const shown = await preview(promote, ana, asked)
  if (shown.kind !== 'preview') throw new Error(shown.refusal.code)
  expect(shown.preview.tags[0]?.links).toEqual({
    forge: 'GitHub',
    commit: `${URL}/commit/${second}`,
    previous: `${URL}/tree/churn%23production%231`,
    compare: `${URL}/compare/${first}...${second}`,
  })
  await executeCommand(promote, ana, asked)
  const found = await findCommand(promote, { repos: 'all' }, asked.requestId)
  expect(found?.tags).toEqual([
    {
      artifact: 'churn',
      tag: 'churn#production#2',
      commit: second,
      oid: await repo.resolve('refs/tags/churn#production#2'),
      displaces: 'churn#production#1',
      links: {
        forge: 'GitHub',
        tag: `${URL}/tree/churn%23production%232`,
        commit: `${URL}/commit/${second}`,
        ci: `${URL}/actions?query=branch%3Achurn%23production%232`,
      },
    },
  ])
  await setting.close()
})

test('a first tag has nothing to be compared with', async () => {
  const setting = await openPromoteSetting('embedded', { forge: { kind: 'github', url: URL } })
  const { promote, first } = setting
  const artifact = nameOf('fraud')
  const commit = commitOf(first)
  const register = { kind: 'register', artifact, commit, version: null, bump: null } as const
  const shown = await preview(promote, ana, buildRequest([register]))
  if (shown.kind !== 'preview') throw new Error(shown.refusal.code)
  expect(shown.preview.tags.map(({ links }) => links)).toEqual([
    { forge: 'GitHub', commit: `${URL}/commit/${first}`, previous: null, compare: null },
  ])
  await setting.close()
})
