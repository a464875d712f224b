import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo, type GitRepo } from '@/lib/testing/git-repo'
import { rawGit } from '@/lib/testing/raw-git'
import { fetchBlobs } from './fetch-blobs'
import type { Progress } from './fetch-mirror'
import { listRemote } from './list-remote'
import type { Mirror } from './mirror'
import { readObjects, readSizes } from './read-objects'
import { updateMirror } from './update-mirror'

const quiet = () => {}

async function refsOf(dir: string): Promise<string> {
  return (await rawGit(dir, ['show-ref'])).toString()
}

async function expectSame(mirror: Mirror, repo: GitRepo): Promise<void> {
  expect(await refsOf(mirror.dir)).toBe(await refsOf(repo.dir))
}

describe('listing a remote', () => {
  test('the list has HEAD, branches and tags, each with its own oid', async () => {
    const repo = await createGitRepo()
    const one = await repo.commit({ files: { a: '1' } })
    const side = await repo.commit({ files: { a: '2' }, branch: 'side', parents: [one] })
    const tag = await repo.tag('nn@v1.0.0')
    await repo.lightweightTag('light', side)
    await repo.git(['update-ref', 'refs/pull/1/head', side])
    const refs = await listRemote(createTestMirror(repo.url))
    expect(refs.head).toEqual({ branch: 'main', commit: one })
    expect(refs.branches).toEqual(
      new Map([
        ['main', one],
        ['side', side],
      ]),
    )
    expect(refs.tags).toEqual(
      new Map([
        ['light', side],
        ['nn@v1.0.0', tag],
      ]),
    )
  })

  test('the settings of a repository in which the server was started do not count', async () => {
    const repo = await createGitRepo()
    const one = await repo.commit({ files: { a: '1' } })
    const around = await createGitRepo({ kind: 'work' })
    await around.git(['config', 'url.file:///nowhere.insteadOf', repo.url])
    const before = process.cwd()
    process.chdir(around.dir)
    try {
      const refs = await listRemote(createTestMirror(repo.url))
      expect(refs.head).toEqual({ branch: 'main', commit: one })
    } finally {
      process.chdir(before)
    }
  })

  test('the hash changes with HEAD, branches and tags, and with nothing else', async () => {
    const repo = await createGitRepo()
    const one = await repo.commit({ files: { a: '1' } })
    const mirror = createTestMirror(repo.url)
    const hashes: string[] = []
    const look = async () => hashes.push((await listRemote(mirror)).hash)
    await look()
    await repo.git(['update-ref', 'refs/pull/1/head', one])
    await repo.git(['pack-refs', '--all'])
    await look()
    await repo.tag('nn@v1.0.0')
    await look()
    await repo.git(['branch', 'side'])
    await look()
    await repo.setHead('side')
    await look()
    await repo.tag('nn@v1.0.0', { message: 'moved' })
    await look()
    expect(hashes[1]).toBe(hashes[0])
    expect(new Set(hashes).size).toBe(5)
  })

  test('a name that is not UTF-8 keeps its bytes', async () => {
    const repo = await createGitRepo()
    const one = await repo.commit({ files: { a: '1' } })
    repo.rawRef(Buffer.from('refs/tags/caf\xe9-\xc3\xa9', 'latin1'), one)
    const refs = await listRemote(createTestMirror(repo.url))
    expect([...refs.tags.keys()]).toEqual(['caf\\xe9-é'])
  })

  test('an empty repository, a HEAD without its branch and a detached HEAD are listed', async () => {
    const repo = await createGitRepo()
    const mirror = createTestMirror(repo.url)
    expect(await listRemote(mirror)).toMatchObject({ head: null, branches: new Map() })
    expect(await updateMirror(mirror, quiet)).toBe('cloned')
    const one = await repo.commit({ files: { a: '1' } })
    await repo.setHead('gone')
    expect(await listRemote(mirror)).toMatchObject({
      head: null,
      branches: new Map([['main', one]]),
    })
    expect(await updateMirror(mirror, quiet)).toBe('fetched')
    await expectSame(mirror, repo)
    expect(await updateMirror(createTestMirror(repo.url), quiet)).toBe('cloned')
    const two = await repo.commit({ branch: 'side', parents: [one], message: 'two' })
    await repo.git(['update-ref', '--no-deref', 'HEAD', one])
    writeFileSync(path.join(repo.gitDir, 'HEAD'), `${one}\n`)
    expect((await listRemote(mirror)).head).toEqual({ branch: 'main', commit: one })
    const three = await repo.commit({ branch: 'side', message: 'three' })
    writeFileSync(path.join(repo.gitDir, 'HEAD'), `${two}\n`)
    expect((await listRemote(mirror)).head).toBe(null)
    expect((await listRemote(mirror)).branches.get('side')).toBe(three)
    expect(await updateMirror(createTestMirror(repo.url), quiet)).toBe('cloned')
  })
})

describe('updating a mirror', () => {
  test('the first update clones, and later ones fetch new, moved and deleted refs', async () => {
    const repo = await createGitRepo({ kind: 'work' })
    const one = await repo.commit({ files: { a: 'x'.repeat(9000) } })
    for (let number = 0; number < 20; number++) await repo.tag(`nn@v0.0.${number}`)
    await repo.git(['update-ref', 'refs/pull/1/head', one])
    const mirror = createTestMirror(repo.url)
    const progress: Progress[] = []
    expect(await updateMirror(mirror, (seen) => progress.push(seen))).toBe('cloned')
    expect(readdirSync(mirror.dir)).toContain('packed-refs')
    expect(await refsOf(mirror.dir)).not.toContain('refs/pull')
    expect(readdirSync(path.dirname(mirror.dir))).toEqual(['nn.git'])
    expect(readFileSync(path.join(mirror.dir, 'config'), 'utf8')).not.toContain('remote')
    await repo.git(['update-ref', '-d', 'refs/pull/1/head'])
    await expectSame(mirror, repo)

    await repo.tag('nn@v0.0.1', { message: 'moved' })
    await repo.deleteTag('nn@v0.0.2')
    await repo.tag('nn#prod')
    await repo.commit({ files: { a: 'rewritten' }, parents: [one] })
    await repo.commit({ files: { a: 'side' }, branch: 'side' })
    progress.length = 0
    expect(await updateMirror(mirror, (seen) => progress.push(seen))).toBe('fetched')
    await expectSame(mirror, repo)
    expect(progress.at(-1)).toMatchObject({ phase: 'fetch', done: 8, total: 8 })
  })

  test('a new tag replaces a deleted one with a conflicting name, both ways', async () => {
    const repo = await createGitRepo()
    await repo.commit({ files: { a: '1' } })
    await repo.tag('m#prod')
    await repo.tag('m@v1.0.0')
    const mirror = createTestMirror(repo.url)
    await updateMirror(mirror, quiet)
    await repo.deleteTag('m#prod')
    await repo.tag('m#prod/eu#1')
    await repo.tag('m@v1.0.1')
    expect(await updateMirror(mirror, quiet)).toBe('fetched')
    await expectSame(mirror, repo)
    await repo.deleteTag('m#prod/eu#1')
    await repo.tag('m#prod')
    await repo.deleteTag('m@v1.0.1')
    expect(await updateMirror(mirror, quiet)).toBe('fetched')
    await expectSame(mirror, repo)
  })

  test('an update recovers from lock files, half-written packs and clones that a killed git left', async () => {
    const repo = await createGitRepo()
    await repo.commit({ files: { a: '1' } })
    await repo.tag('tmp_x')
    repo.rawRef(Buffer.from('refs/tags/caf\xe9', 'latin1'), await repo.resolve('HEAD'))
    const mirror = createTestMirror(repo.url)
    await updateMirror(mirror, quiet)
    await repo.tag('nn@v1.0.0')
    await repo.commit({ files: { a: '2' } })
    const left = [
      'packed-refs.lock',
      'packed-refs.new',
      'config.lock',
      'refs/heads/main.lock',
      'refs/tags/nn@v1.0.0.lock',
      'refs/tags/caf\u00e9.lock',
      'objects/pack/tmp_pack_XyZ123',
      'objects/pack/.tmp-77-pack-1.pack',
      'objects/ab/tmp_obj_123456',
    ].map((name) => path.join(mirror.dir, name))
    for (const file of left) {
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, '')
    }
    const clone = `${mirror.dir}.tmp-half`
    mkdirSync(clone)
    expect(await updateMirror(mirror, quiet)).toBe('fetched')
    await expectSame(mirror, repo)
    for (const file of [...left, clone]) expect(existsSync(file)).toBe(false)
  })

  test('many new refs are packed, many packs become one', async () => {
    const repo = await createGitRepo()
    await repo.commit({ files: { a: '1' } })
    const mirror = createTestMirror(repo.url)
    await updateMirror(mirror, quiet)
    const head = await repo.resolve('HEAD')
    const lines = Array.from({ length: 250 }, (_, n) => `create refs/tags/t${n} ${head}\n`)
    await repo.git(['update-ref', '--stdin'], lines.join(''))
    await updateMirror(mirror, quiet)
    expect(readdirSync(path.join(mirror.dir, 'refs/tags'))).toEqual([])
    await expectSame(mirror, repo)
  })

  test('a stopped update throws and leaves the mirror as it was', async () => {
    const repo = await createGitRepo()
    await repo.commit({ files: { a: '1' } })
    const mirror = createTestMirror(repo.url)
    await expect(updateMirror(mirror, quiet, AbortSignal.abort())).rejects.toMatchObject({
      code: 'killed',
    })
    expect(readdirSync(path.dirname(mirror.dir))).toEqual([])
  })
})

describe('large blobs', () => {
  async function withLargeBlobs(filter: 'filter' | 'no filter') {
    const repo = await createGitRepo()
    if (filter === 'filter') await repo.git(['config', 'uploadpack.allowFilter', 'true'])
    const files: Record<string, string> = { small: 'small' }
    for (let number = 0; number < 5; number++) files[`large${number}`] = `${number}`.repeat(300_000)
    await repo.commit({ files })
    const mirror = createTestMirror(repo.url)
    await updateMirror(mirror, quiet)
    const large = await Promise.all([0, 1, 2, 3, 4].map((n) => repo.resolve(`HEAD:large${n}`)))
    return { repo, mirror, large, small: await repo.resolve('HEAD:small') }
  }

  test('stay on a server that filters until they are requested, in one batch', async () => {
    const { repo, mirror, large, small } = await withLargeBlobs('filter')
    const [first = '', second = '', third = ''] = large
    const sizes = await readSizes(mirror, [first, small])
    expect(sizes.get(first)).toBe('missing')
    expect(sizes.get(small)).toEqual({ type: 'blob', size: 5 })
    const packs = () =>
      readdirSync(path.join(mirror.dir, 'objects/pack')).filter((name) => name.endsWith('.pack'))
    const before = packs().length
    await fetchBlobs(mirror, [first, second, small, '1'.repeat(40)], { maxBytes: 1024 ** 2 })
    expect(packs().length).toBe(before + 1)
    const types: string[] = []
    await readObjects(mirror, [first, third, second], (object) => types.push(object.type))
    expect(types).toEqual(['blob', 'missing', 'blob'])
    await fetchBlobs(mirror, [first, second], { maxBytes: 1024 ** 2 })
    expect(packs().length).toBe(before + 1)
    await repo.commit({ files: { large0: 'x'.repeat(400_000), small: 'changed' } })
    await repo.tag('nn@v1.0.0')
    expect(await updateMirror(mirror, quiet)).toBe('fetched')
    await expectSame(mirror, repo)
    const next = await repo.resolve('HEAD:large0')
    expect(await readSizes(mirror, [next])).toEqual(new Map([[next, 'missing']]))
    expect(readFileSync(path.join(mirror.dir, 'config'), 'utf8')).not.toContain('remote')
  })

  test('come with the rest from a server that does not filter', async () => {
    const { mirror, large } = await withLargeBlobs('no filter')
    const sizes = await readSizes(mirror, large)
    for (const oid of large) expect(sizes.get(oid)).toEqual({ type: 'blob', size: 300_000 })
    await fetchBlobs(mirror, large, { maxBytes: 1024 ** 2 })
  })

  test('many packs become few, without fetching what is missing', async () => {
    const { repo, mirror, large } = await withLargeBlobs('filter')
    const packs = path.join(mirror.dir, 'objects/pack')
    for (let number = 0; number < 51; number++) {
      const oid = (
        await rawGit(mirror.dir, ['hash-object', '-w', '--stdin'], `${number}`)
      ).toString()
      await rawGit(mirror.dir, ['pack-objects', '-q', `${packs}/pack`], oid)
    }
    await repo.tag('nn@v1.0.0')
    expect(await updateMirror(mirror, quiet)).toBe('fetched')
    expect(readdirSync(packs).filter((name) => name.endsWith('.pack')).length).toBeLessThan(4)
    await expectSame(mirror, repo)
    const sizes = await readSizes(mirror, large)
    expect([...sizes.values()]).toEqual(large.map(() => 'missing'))
    expect(await updateMirror(mirror, quiet)).toBe('fetched')
  })
})
