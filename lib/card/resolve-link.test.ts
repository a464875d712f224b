import { expect, test } from 'vitest'
import { findImagePath, findImageType } from './image-type'
import { resolveLink } from './resolve-link'

const file = (path: string) => ({ kind: 'file', path })
const web = (url: string) => ({ kind: 'web', url })

test.each([
  ['roc.png', file('models/roc.png')],
  ['./a/../roc.png#x', file('models/roc.png')],
  ['../data/a%20b.csv?raw=1', file('data/a b.csv')],
  ['/docs/a.md', file('docs/a.md')],
  ['https://example.com/a b', web('https://example.com/a%20b')],
  ['HTTP://example.com', web('http://example.com/')],
])('in a card in models/, %j leads to %j', (written, target) => {
  expect(resolveLink('models', written)).toEqual(target)
})

test.each([
  ...['', '#top', '../../etc/passwd', '//example.com/a', '/\\example.com', 'a\\b.md', '%E0%A4%A'],
  ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:image/png;base64,AA', 'mailto:a@b.c'],
  ...['java%0ascript:alert(1)', 'file:///etc/passwd', 'https://', 'https://a:b@example.com/'],
  ...['ftp://example.com', 'a%00b', 'x://y', 'vbscript:x', ' javascript:alert(1)'],
])('%j leads nowhere', (written) => {
  expect(resolveLink('models', written)).toEqual({ kind: 'none' })
})

test.each([
  ['a/roc.PNG', 'image/png'],
  ['a.jpeg', 'image/jpeg'],
  ['a.svg', 'image/svg+xml'],
  ['a.html', null],
  ['a.constructor', null],
  ['png', 'image/png'],
])('%s has the media type %s', (path, type) => {
  expect(findImageType(path)).toBe(type)
})

test.each(['../a.png', '/a.png', 'a//b.png', './a.png', 'a/../b.png', 'a.html', 'https://x/a.png'])(
  '%s is no path of an image',
  (path) => {
    expect(findImagePath(path)).toBe(null)
  },
)

test('a path of an image is one from the root', () => {
  expect(findImagePath('models/a b.png')).toBe('models/a b.png')
})
