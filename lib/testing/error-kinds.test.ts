import { expect, test } from 'vitest'
import { GitError } from '@/lib/git/git-error'
import { IndexError } from '@/lib/index/index-error'

test.each([
  ['GitError', GitError],
  ['IndexError', IndexError],
])('an error of another copy of %s is one too', (name, kind) => {
  expect(Object.assign(new Error('from another bundle'), { name })).toBeInstanceOf(kind)
  expect(new Error('another')).not.toBeInstanceOf(kind)
})
