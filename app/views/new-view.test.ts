import { describe, expect, test } from 'vitest'
import { viewHref } from '@/components/view/view-href'
import { buildNewView, newView } from './new-view'

const NAME = 'Behind'

function parse(sent: unknown) {
  const { success, data, error } = newView.safeParse(sent)
  return success ? buildNewView(data) : error.issues.map((issue) => issue.message)
}

test('a name alone is the view of all models', () => {
  const usual = { query: '', tab: null, sort: null, columns: null, pageSize: null, shared: false }
  expect(parse({ name: ' Behind ' })).toEqual({ ...usual, name: NAME })
  expect(viewHref(usual)).toBe('/')
})

test('a view has what the address of the models page has', () => {
  const sent = {
    ...{ name: NAME, query: 'is:behind owner:@me', sort: '-updated', shared: true },
    tab: 'dataset',
    ...{ columns: ['name', 'stage:production'], pageSize: 100 },
  }
  expect(parse(sent)).toEqual(sent)
  expect(viewHref(sent)).toBe(
    '/?tab=dataset&sort=-updated&pageSize=100&columns=name,stage:production&q=is:behind+owner:@me',
  )
})

const NAMED = 'a name is one line of 1 to 100 visible characters'

describe('what is refused, and in which words', () => {
  test.each([
    [{ name: '  ' }, NAMED],
    [{ name: 'x'.repeat(101) }, NAMED],
    [{ name: 'two\nlines' }, NAMED],
    [{ name: 'hid\u{200b}den' }, NAMED],
    [{ name: 'half \ud800' }, NAMED],
    [{ name: NAME, query: 'x'.repeat(501) }, 'Too big: expected string to have <=500 characters'],
    [{ name: NAME, sort: 'size' }, /^this is not one of match, name, repo/],
    [{ name: NAME, columns: [] }, 'Too small: expected array to have >=1 items'],
    [
      { name: NAME, columns: Array(5).fill('x'.repeat(250)) },
      'these are more than 1000 characters',
    ],
    [{ name: NAME, pageSize: 201 }, 'Too big: expected number to be <=200'],
    [{ name: NAME, colour: 'red' }, 'Unrecognized key: "colour"'],
    [undefined, 'Invalid input: expected object, received undefined'],
  ])('%j', (sent, said) => {
    expect(parse(sent)).toEqual([typeof said === 'string' ? said : expect.stringMatching(said)])
  })
})
