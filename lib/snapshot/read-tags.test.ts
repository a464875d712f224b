import { afterEach, expect, test } from 'vitest'
import { listRemote } from '@/lib/git/list-remote'
import { DEFAULT_LIMITS, type Mirror } from '@/lib/git/mirror'
import { type Objects, openObjects } from '@/lib/git/open-objects'
import { parseRemoteUrl } from '@/lib/git/remote-url'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { createTempDir } from '@/lib/testing/temp-dir'
import { readTags } from './read-tags'
import type { TagFact, UnusableTagCode } from './types'

const TAGGER = 'tagger Ada Example <ada@example.com> 1767225600 +0000'

/** Reads the repository itself: what stands in it need not survive a transfer. */
function mirrorOf(repo: GitRepo): Mirror {
  return {
    dir: repo.gitDir,
    remote: parseRemoteUrl(repo.url, { kind: 'any' }),
    home: createTempDir('home'),
    limits: DEFAULT_LIMITS,
  }
}

const opened: Objects[] = []
afterEach(async () => {
  for (const objects of opened.splice(0)) await objects.close()
})

function objectsOf(mirror: Mirror): Objects {
  const objects = openObjects(mirror)
  opened.push(objects)
  return objects
}

async function readAll(repo: GitRepo): Promise<ReadonlyMap<string, TagFact>> {
  const mirror = mirrorOf(repo)
  const { tags } = await listRemote(mirror)
  const facts = await readTags(
    objectsOf(mirror),
    [...tags].map(([name, oid]) => ({ name, oid })),
  )
  return new Map(facts.map((fact) => [fact.name, fact]))
}

test('reads annotated and lightweight tags in the order asked', async () => {
  const repo = await createGitRepo()
  const commit = await repo.commit({ files: { a: '1' } })
  const oid = await repo.tag('nn@v1.0.0', { at: '2026-02-03T04:05:06+02:00', message: ' first \n' })
  await repo.lightweightTag('light')
  const mirror = mirrorOf(repo)
  const refs = [
    { name: 'light', oid: commit },
    { name: 'nn@v1.0.0', oid },
    { name: 'gone', oid: 'f'.repeat(40) },
    { name: 'again', oid },
  ]
  const annotated = {
    kind: 'annotated',
    name: 'nn@v1.0.0',
    oid,
    commit,
    innerName: null,
    nested: false,
    tagger: { name: 'Ada Example', email: 'ada@example.com' },
    at: { seconds: 1770084306, offset: 120 },
    message: 'first',
    signature: null,
  }
  expect(await readTags(objectsOf(mirror), refs)).toEqual([
    { kind: 'lightweight', name: 'light', oid: commit },
    annotated,
    { kind: 'unusable', name: 'gone', oid: 'f'.repeat(40), code: 'tag-missing-object' },
    { ...annotated, name: 'again', innerName: 'nn@v1.0.0' },
  ])
  expect(await readTags(objectsOf(mirror), [])).toEqual([])
})

test('peels up to five tags, and judges only the outermost', async () => {
  const repo = await createGitRepo()
  const commit = await repo.commit({ files: { a: '1' } })
  let target = await repo.rawTag(
    `object ${commit}\ntype commit\ntag inner\n\nno tagger\n`,
    'depth1',
  )
  for (let depth = 2; depth <= 7; depth += 1) {
    const text = `object ${target}\ntype tag\ntag depth${depth}\n${TAGGER}\n\nlevel ${depth}\n`
    target = await repo.rawTag(text, `depth${depth}`)
  }
  const facts = await readAll(repo)
  expect(facts.get('depth1')).toMatchObject({ code: 'tag-without-tagger' })
  for (let depth = 2; depth <= 5; depth += 1) {
    expect(facts.get(`depth${depth}`)).toMatchObject({
      kind: 'annotated',
      commit,
      nested: true,
      innerName: null,
      message: `level ${depth}`,
    })
  }
  expect(facts.get('depth6')).toMatchObject({ code: 'tag-nested-too-deep' })
  expect(facts.get('depth7')).toMatchObject({ code: 'tag-nested-too-deep' })
})

test('one bad tag never hides another', async () => {
  const repo = await createGitRepo()
  const commit = await repo.commit({ files: { a: '1' } })
  const tree = await repo.resolve('HEAD^{tree}')
  const blob = await repo.resolve('HEAD:a')
  const head = `object ${commit}\ntype commit\ntag x\n`
  const bad: readonly [name: string, object: string, code: UnusableTagCode][] = [
    ['no-tagger@v1.0.0', `${head}\ntext`, 'tag-without-tagger'],
    ['absurd@v1.0.0', `${head}tagger A <a> 99999999999999999999 +9999\n\n`, 'tag-invalid-date'],
    ['negative@v1.0.0', `${head}tagger A <a> -1 +0000\n\n`, 'tag-invalid-date'],
    ['tree@v1.0.0', `object ${tree}\ntype tree\ntag x\n${TAGGER}\n\n`, 'tag-of-non-commit'],
    ['blob@v1.0.0', `object ${blob}\ntype blob\ntag x\n${TAGGER}\n\n`, 'tag-of-non-commit'],
    ['liar@v1.0.0', `object ${tree}\ntype commit\ntag x\n${TAGGER}\n\n`, 'tag-of-non-commit'],
    ['malformed@v1.0.0', 'object nonsense\n', 'tag-malformed'],
    ['empty@v1.0.0', '', 'tag-malformed'],
    [
      'dangling@v1.0.0',
      `object ${'e'.repeat(40)}\ntype commit\ntag x\n${TAGGER}\n\n`,
      'tag-missing-object',
    ],
    ['large@v1.0.0', `${head}${TAGGER}\n\n${'x'.repeat(1024 * 1024)}`, 'tag-too-large'],
  ]
  for (const [name, object] of bad) await repo.rawTag(object, name)
  repo.rawRef('refs/tags/to-blob', blob)
  repo.rawRef('refs/tags/to-tree', tree)
  const good = await repo.tag('good@v1.0.0')
  const mirror = mirrorOf(repo)
  const refs = [...bad.map(([name]) => name), 'to-blob', 'to-tree', 'good@v1.0.0']
  const facts = await readTags(
    objectsOf(mirror),
    await Promise.all(
      refs.map(async (name) => ({ name, oid: await repo.resolve(`refs/tags/${name}`) })),
    ),
  )
  expect(facts.slice(0, -1).map((fact) => [fact.name, 'code' in fact && fact.code])).toEqual([
    ...bad.map(([name, , code]) => [name, code]),
    ['to-blob', 'tag-of-non-commit'],
    ['to-tree', 'tag-of-non-commit'],
  ])
  expect(facts.at(-1)).toMatchObject({ kind: 'annotated', oid: good, commit })
})

test('names that git accepts and a registry does not, and bytes that are no text, are read', async () => {
  const repo = await createGitRepo()
  const commit = await repo.commit({ files: { a: '1' } })
  const head = `object ${commit}\ntype commit\n`
  const oid = await repo.rawTag(`${head}tag nn@v1.0.0\n${TAGGER}\n\n`)
  const names = [
    '<img/src=x/onerror=alert(1)>',
    '$(id)',
    '`id`',
    `"'`,
    '--help',
    '%00',
    '\u202egpj',
    'аdmin',
  ]
  for (const name of names) repo.rawRef(`refs/tags/${name}`, oid)
  const bytes = Buffer.from([0x66, 0xff, 0xfe])
  repo.rawRef(Buffer.concat([Buffer.from('refs/tags/'), bytes]), oid)
  await repo.rawTag(
    Buffer.concat([Buffer.from(`${head}tag `), bytes, Buffer.from(`\n${TAGGER}\n\n`)]),
    'inner',
  )
  const facts = await readAll(repo)
  expect([...facts.keys()].sort()).toEqual([...names, 'f\\xff\\xfe', 'inner'].sort())
  for (const name of names) expect(facts.get(name)).toMatchObject({ innerName: 'nn@v1.0.0' })
  expect(facts.get('f\\xff\\xfe')).toMatchObject({ kind: 'annotated', innerName: 'nn@v1.0.0' })
  expect(facts.get('inner')).toMatchObject({ innerName: 'f\\xff\\xfe' })
})
