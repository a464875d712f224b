import { expect, test } from 'vitest'
import { formatSignInPath, parseReturnPath, parseSignInError } from './sign-in-path'

test.each([
  '/',
  '/activity?kind=assignment&page=2',
  '/models/vision/nested%2Fdetector:yolo?tab=history',
  '/?q=label:vision,nlp%20-stage:canary',
])('a person returns to %s', (path) => {
  expect(parseReturnPath(path)).toBe(path)
})

test.each([
  null,
  '',
  'activity',
  'https://evil.test',
  '//evil.test',
  '///evil.test',
  '/\\evil.test',
  '/\\/evil.test',
  '\\\\evil.test',
  '/x\\..\\evil',
  '/%09/evil.test\t',
  '/\t/evil.test',
  '/\n/evil.test',
  ' //evil.test',
  'javascript:alert(1)',
  'data:text/html,x',
  '/..//evil.test',
  '/.//evil.test',
  '/x/..//evil.test',
  '/api/auth/sign-out',
  '/api',
  '/x/../api/v1/models',
  '/sign-in',
  '/sign-in/link?key=x',
  '/sign-in?to=/sign-in',
  `/${'x'.repeat(3000)}`,
  '/ünicode',
])('%j leads to the first page', (path) => {
  expect(parseReturnPath(path)).toBe('/')
})

test('a browser resolves every accepted path on this server', () => {
  for (const path of ['/%2F%2Fevil.test', '/a//b', '/a/%5C%5Cevil.test']) {
    expect(new URL(parseReturnPath(path), 'https://signet.test').host).toBe('signet.test')
  }
})

test('the address of the sign-in page names the error and the page to return to', () => {
  expect(formatSignInPath()).toBe('/sign-in')
  expect(formatSignInPath({ to: '/' })).toBe('/sign-in')
  expect(formatSignInPath({ to: '/a?b=c&d', trouble: 'denied' })).toBe(
    '/sign-in?trouble=denied&to=%2Fa%3Fb%3Dc%26d',
  )
  expect(parseSignInError('denied')).toBe('denied')
  expect(parseSignInError('<script>')).toBe(null)
})
