import { expect, test } from 'vitest'
import { chooseFiles } from './choose-files'

function file(path: string, oldPath = path) {
  const oids = { oldOid: 'a'.repeat(40), newOid: 'b'.repeat(40) }
  const modes = { oldMode: '100644', newMode: '100644' }
  return { status: 'M', path, oldPath, ...modes, ...oids, hasPlainPath: true }
}

test('files and what lies below folders are chosen, renamed ones by either name', () => {
  const files = [file('train.py'), file('src/a/b.py'), file('srcs/a.py'), file('new.py', 'old.py')]
  const choose = (paths: readonly string[] | null) => {
    const { chosen, others } = chooseFiles(files, paths)
    return [chosen.map(({ path }) => path), others]
  }
  expect(choose(['src', 'train.py', 'old.py'])).toEqual([['train.py', 'src/a/b.py', 'new.py'], 1])
  expect(choose([])).toEqual([[], 4])
  expect(choose(null)).toEqual([['train.py', 'src/a/b.py', 'srcs/a.py', 'new.py'], 0])
})
