import { expect, test } from 'vitest'
import { openCommit } from '@/lib/testing/open-stream'
import type { FileFact } from './types'

async function readFolder(files: Readonly<Record<string, string>>, path: string) {
  const { snapshot, commit, close } = await openCommit(files)
  const request = { commit, path, form: 'folder' } as const
  const before = snapshot.look(request)
  expect(await snapshot.files([request])).toBe('all')
  const fact: FileFact | undefined = snapshot.look(request)
  await close()
  return { before, fact }
}

test('the files below a folder are read with all folders in it', async () => {
  const files = { 'a/b.json': '1', 'a/c/d/e.json': '2', 'a/c.json': '3', 'f.json': '4' }
  const { before, fact } = await readFolder(files, 'a')
  expect(before).toBe(undefined)
  expect(fact).toMatchObject({
    kind: 'folder',
    files: ['b.json', 'c.json', 'c/d/e.json'],
    isCut: false,
    hasOthers: false,
  })
})

test('a file is no folder, and what is not there is none', async () => {
  expect((await readFolder({ a: '1' }, 'a')).fact).toEqual({ kind: 'absent' })
  expect((await readFolder({ a: '1' }, 'b')).fact).toEqual({ kind: 'absent' })
})

test('100 files are listed, and 1,000 folders are looked into', async () => {
  const build = (count: number, make: (at: string) => string) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [make(`${at}`.padStart(4, '0')), '']),
    )
  const many = (
    await readFolder(
      build(101, (at) => `a/${at}`),
      'a',
    )
  ).fact
  expect(many).toMatchObject({ isCut: true })
  expect(many?.kind === 'folder' && many.files.length).toBe(100)
  const folders = (
    await readFolder(
      build(1001, (at) => `a/${at}/x`),
      'a',
    )
  ).fact
  expect(folders).toMatchObject({ kind: 'folder', isCut: true })
})
