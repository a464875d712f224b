import { expect, test } from 'vitest'
import { DatabaseError } from '@/lib/database/database-error'
import { GitError } from '@/lib/git/git-error'

test.each([
  ['GitError', GitError],
  ['DatabaseError', DatabaseError],
])('an error of another copy of %s is one too', (name, kind) => {
  expect(Object.assign(new Error('from another bundle'), { name })).toBeInstanceOf(kind)
  expect(new Error('another')).not.toBeInstanceOf(kind)
})
