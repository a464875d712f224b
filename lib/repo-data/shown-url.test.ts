import { expect, test } from 'vitest'
import { formatShownUrl } from './shown-url'

test.each([
  ['https://ana:secret@example.com/a/b.csv?sig=secret#x', 'https://example.com/a/b.csv'],
  ['https://ana@ben@example.com/a', 'https://example.com/a'],
  ['https://example.com/a@b/c', 'https://example.com/a@b/c'],
  ['https://example.com?token=secret', 'https://example.com'],
  ['s3://id:secret@bucket/key?a#b@c', 's3://bucket/key?a#b@c'],
  ['remote://store/key', 'remote://store/key'],
  ['git@example.com:a/b.git', 'git@example.com:a/b.git'],
  ['/srv/a?b', '/srv/a?b'],
  ['data/a.csv', 'data/a.csv'],
])('%s is shown as %s', (url, shown) => {
  expect(formatShownUrl(url)).toBe(shown)
})
