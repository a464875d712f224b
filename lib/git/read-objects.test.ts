import { describe, expect, test } from 'vitest'
import { createTestMirror } from '@/lib/testing/git-mirror'
import { createGitRepo } from '@/lib/testing/git-repo'
import type { GitObject } from './git-object'
import { createBatchParser } from './parse-batch'
import { readObjects, readSizes } from './read-objects'
import { updateMirror } from './update-mirror'

const ZEROS = '0'.repeat(40)

async function clonedRepo() {
  const repo = await createGitRepo()
  const commit = await repo.commit({
    files: { empty: '', text: 'text\n', big: 'b'.repeat(500_000) },
  })
  const tag = await repo.tag('nn@v1.0.0')
  const mirror = createTestMirror(repo.url)
  await updateMirror(mirror, () => {})
  return { repo, mirror, commit, tag }
}

describe('reading objects', () => {
  test('objects are read in the requested order, including missing and repeated ones', async () => {
    const { repo, mirror, commit, tag } = await clonedRepo()
    const empty = await repo.resolve('HEAD:empty')
    const big = await repo.resolve('HEAD:big')
    const tree = await repo.resolve('HEAD^{tree}')
    const asked = [big, ZEROS, tag, empty, commit, ZEROS, tree, tag]
    const seen: GitObject[] = []
    await readObjects(mirror, asked, (object) => seen.push(object))
    expect(seen.map((object) => object.oid)).toEqual(asked)
    const types = ['blob', 'missing', 'tag', 'blob', 'commit', 'missing', 'tree', 'tag']
    expect(seen.map((object) => object.type)).toEqual(types)
    for (const object of seen) {
      if (object.type === 'missing') continue
      expect(object.body).toEqual(await repo.git(['cat-file', object.type, object.oid]))
      expect(object.size).toBe(object.body.length)
    }
    const sizes = await readSizes(mirror, asked)
    expect(sizes.get(big)).toEqual({ type: 'blob', size: 500_000 })
    expect(sizes.get(ZEROS)).toBe('missing')
    expect(sizes.size).toBe(6)
  })

  test('a body longer than the limit is truncated, and the next object is whole', async () => {
    const { repo, mirror, tag } = await clonedRepo()
    const big = await repo.resolve('HEAD:big')
    const seen: GitObject[] = []
    const limits = { ...mirror.limits, objectBytes: 100 }
    await readObjects({ ...mirror, limits }, [big, tag], (object) => seen.push(object))
    expect(seen[0]).toEqual({
      oid: big,
      type: 'blob',
      size: 500_000,
      body: Buffer.from('b'.repeat(100)),
    })
    expect(seen[1]).toMatchObject({ oid: tag, type: 'tag' })
  })

  test('an empty request starts no process', async () => {
    await readObjects(createTestMirror('https://example.com/x'), [], () => {
      throw new Error('no object was asked for')
    })
  })

  test('anything but an object id is refused', async () => {
    const { mirror } = await clonedRepo()
    for (const wrong of ['HEAD', 'main:text', `${ZEROS}\nHEAD`, '--help', '']) {
      await expect(readObjects(mirror, [wrong], () => {})).rejects.toThrow('not an object id')
    }
  })

  test('an error of onObject is rethrown', async () => {
    const { mirror, tag } = await clonedRepo()
    const read = readObjects(mirror, [tag], () => {
      throw new RangeError('reader')
    })
    await expect(read).rejects.toThrow(RangeError)
  })

  test('malformed tag objects are delivered as they are', async () => {
    const { repo, mirror, commit } = await clonedRepo()
    const noTagger = await repo.rawTag(`object ${commit}\ntype commit\ntag x\n\nmessage\n`, 'x')
    const absurd = await repo.rawTag(
      `object ${commit}\ntype commit\ntag y\ntagger A <a@b> 99999999999999999999 +9999\n\nmessage\n`,
      'y',
    )
    expect(await updateMirror(mirror, () => {})).toBe('fetched')
    const bodies: string[] = []
    await readObjects(mirror, [noTagger, absurd], (object) => {
      if (object.type !== 'missing') bodies.push(object.body.toString())
    })
    expect(bodies[0]).toBe(`object ${commit}\ntype commit\ntag x\n\nmessage\n`)
    expect(bodies[1]).toContain('99999999999999999999 +9999')
  })
})

describe('parsing the stream of cat-file --batch', () => {
  const oid = 'a'.repeat(40)
  const stream = Buffer.from(
    `${oid} tag 5\n1\n345\n${ZEROS} missing\n${oid} blob 0\n\n${oid} tree 3\n\n\n\n\n${oid} commit 1\nx\n`,
  )
  const expected = ['tag:1\n345', 'missing', 'blob:', 'tree:\n\n\n', 'commit:x']

  test('does not depend on where it is cut', () => {
    for (let size = 1; size <= stream.length; size++) {
      const seen: string[] = []
      const parser = createBatchParser('with-bodies', 1000, (object) => {
        seen.push(object.type === 'missing' ? 'missing' : `${object.type}:${object.body}`)
      })
      for (let at = 0; at < stream.length; at += size) parser.push(stream.subarray(at, at + size))
      expect(parser.finish()).toBe(5)
      expect(seen).toEqual(expected)
    }
  })

  test('a stream that breaks off is an error unless it ends between two objects', () => {
    const ends: number[] = []
    for (let end = 0; end < stream.length; end++) {
      const parser = createBatchParser('with-bodies', 1000, () => {})
      parser.push(stream.subarray(0, end))
      try {
        parser.finish()
        ends.push(end)
      } catch (error) {
        expect(error).toMatchObject({ name: 'GitError', code: 'git-failed' })
      }
    }
    expect(ends).toEqual([0, 53, 102, 151, 203])
  })

  test.each([
    'nonsense\n',
    `${oid} blob\n`,
    `${oid} blob -1\n`,
    `${oid} ambiguous\n`,
    `${oid} blob 1\nxy\n`,
  ])('%j is an error', (text) => {
    const parser = createBatchParser('with-bodies', 1000, () => {})
    expect(() => parser.push(Buffer.from(text))).toThrow('broke off')
  })
})
