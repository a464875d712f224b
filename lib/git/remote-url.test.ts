import { mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { createTempDir } from '@/lib/testing/temp-dir'
import { GitError } from './git-error'
import type { LocalRule } from './local-path'
import { parseRemoteUrl, type Remote } from './remote-url'

const REFUSED: LocalRule = { kind: 'refused' }

function refusal(text: string, local: LocalRule = REFUSED): string {
  try {
    parseRemoteUrl(text, local)
  } catch (error) {
    if (error instanceof GitError && error.code === 'url-refused') return error.message
    throw error
  }
  return 'accepted'
}

function accepted(text: string): Pick<Remote, 'kind' | 'url' | 'host'> {
  const { kind, url, host, display, credentials } = parseRemoteUrl(text, REFUSED)
  expect(display).toBe(url)
  expect(credentials).toBe(null)
  return { kind, url, host }
}

describe('addresses that are accepted', () => {
  test.each([
    ['https://example.com/team/models.git', 'https', 'example.com', null],
    ['https://example.com:8443/team/models', 'https', 'example.com', null],
    ['HTTPS://Example.com/team/models', 'https', 'Example.com', 'https://Example.com/team/models'],
    ['https://git.example.com/~team/a%20b.git', 'https', 'git.example.com', null],
    ['https://10.0.0.7/x', 'https', '10.0.0.7', null],
    ['http://localhost:3000/x.git', 'http', 'localhost', null],
    ['http://127.0.0.1/x.git', 'http', '127.0.0.1', null],
    ['ssh://git@example.com/team/models.git', 'ssh', 'example.com', null],
    ['ssh://example.com:2222/srv/models.git', 'ssh', 'example.com', null],
    ['git@example.com:team/models.git', 'ssh', 'example.com', null],
    ['deploy_1@git-host:/srv/models', 'ssh', 'git-host', null],
  ])('%s', (text, kind, host, url) => {
    expect(accepted(text)).toEqual({ kind, host, url: url ?? text })
  })
})

describe('addresses that are refused, each with what was found', () => {
  test.each([
    // options
    ['--upload-pack=touch x', 'cannot start with "-"'],
    ['-oProxyCommand=touch x', 'cannot start with "-"'],
    ['--help', 'cannot start with "-"'],
    ['-', 'cannot start with "-"'],
    ['ssh://-oProxyCommand=touch%20x/x', 'The host must be'],
    ['ssh://git@-oProxyCommand=x/x', 'The host must be'],
    ['git@-oProxyCommand=x:y', 'The host must be'],
    ['-oProxyCommand=x@host:y', 'cannot start with "-"'],
    ['ssh://-u@host/x', 'user name'],
    ['git@host:-x', 'The path cannot start with "-"'],
    ['https://-host/x', 'The host must be'],
    ['https://host-/x', 'The host must be'],
    // transports and remote helpers
    ['ext::sh -c touch% /tmp/x', 'would run a Git remote helper'],
    ['EXT::sh -c x', 'would run a Git remote helper'],
    ['fd::17', 'would run a Git remote helper'],
    ['https::https://example.com/x', 'would run a Git remote helper'],
    ['x::y', 'would run a Git remote helper'],
    ['::y', 'would run a Git remote helper'],
    ['git://example.com/x', 'The protocol "git" is not allowed'],
    ['ftp://example.com/x', 'The protocol "ftp" is not allowed'],
    ['ftps://example.com/x', 'The protocol "ftps" is not allowed'],
    ['git+ssh://example.com/x', 'The protocol "git+ssh" is not allowed'],
    ['ssh+git://example.com/x', 'The protocol "ssh+git" is not allowed'],
    ['rsync://example.com/x', 'The protocol "rsync" is not allowed'],
    ['javascript://example.com/x', 'The protocol "javascript" is not allowed'],
    ['http://example.com/x', 'use https://'],
    ['http://127.0.0.1.example.com/x', 'use https://'],
    ['http://localhost.example.com/x', 'use https://'],
    // paths of the server
    ['/srv/repo.git', 'This is a path of the server'],
    ['file:///etc', 'This is a path of the server'],
    ['FILE:///etc', 'This is a path of the server'],
    ['file://host/etc', 'file:///path'],
    ['file://localhost/etc', 'file:///path'],
    ['../x', 'relative path'],
    ['./x', 'relative path'],
    ['~/x', 'relative path'],
    ['..', 'relative path'],
    ['C:\\x', 'Windows path'],
    ['c:/x', 'Windows path'],
    ['\\\\server\\share', 'not the address'],
    ['repo', 'not the address'],
    ['host:path', 'not the address'],
    // control characters
    ['https://example.com/x\n', 'control character'],
    ['https://example.com\nhost=evil.example/x', 'control character'],
    ['https://example.com/%0d%0ahost=evil', 'control character'],
    ['https://example.com%0ahost=evil/x', 'control character'],
    ['https://u:p%0aassword=x@example.com/x', 'control character'],
    ['https://example.com/x%00', 'control character'],
    ['https://example.com/\u0000x', 'control character'],
    ['https://example.com/x%7F', 'control character'],
    ['https://example.com/\u0085x', 'control character'],
    ['git@host:x\ty', 'control character'],
    // hosts
    ['https:///x', 'The host must be'],
    ['https://u:p@/x', 'The host must be'],
    ['https://exa mple.com/x', 'The host must be'],
    ['https://example..com/x', 'The host must be'],
    ['https://example.com./x', 'The host must be'],
    ['https://аdmin.example/x', 'The host must be'],
    ['https://ex%61mple.com/x', 'The host must be'],
    [`https://${'a'.repeat(254)}/x`, 'The host must be'],
    ['https://[::1]/x', 'IPv6'],
    ['https://[::ffff:127.0.0.1]/x', 'IPv6'],
    ['https://0x7f.1/x', 'no plain IPv4 address'],
    ['https://2130706433/x', 'no plain IPv4 address'],
    ['https://127.1/x', 'no plain IPv4 address'],
    ['https://0177.0.0.1/x', 'no plain IPv4 address'],
    ['https://example.com\\@evil.example/x', 'percent-encode'],
    // ports
    ['https://example.com:/x', 'The port must be'],
    ['https://example.com:0/x', 'The port must be'],
    ['https://example.com:65536/x', 'The port must be'],
    ['https://example.com:8o/x', 'The port must be'],
    ['https://example.com:1:2/x', 'The port must be'],
    ['ssh://git@example.com:team/models.git', 'The port must be'],
    // paths
    ['https://example.com', 'names no repository'],
    ['https://example.com//', 'names no repository'],
    ['https://example.com/x?service=git-upload-pack', 'no "?"'],
    ['https://example.com/x#main', 'no "?"'],
    ['https://example.com/a b', 'characters not allowed'],
    ['https://example.com/a\\b', 'characters not allowed'],
    ['https://example.com/<svg>', 'characters not allowed'],
    ['ssh://git@example.com/$(id)`id`', 'characters not allowed'],
    ['git@example.com:a;b|c', 'characters not allowed'],
    ['git@example.com::x', 'cannot start with ":"'],
    ['https://example.com/%zz', 'without two hex digits'],
    ['https://example.com/%', 'without two hex digits'],
    // credentials
    ['ssh://git:secret@example.com/x', 'cannot hold a password'],
    ['https://u:%ff@example.com/x', 'not UTF-8'],
    ['ssh://a b@example.com/x', 'user name'],
    ['$(id)@example.com:x', 'user name'],
    // sizes
    ['', 'is empty'],
    [' ', 'not the address'],
    [`https://example.com/${'a'.repeat(2048)}`, 'longer than 2048'],
  ])('%j', (text, found) => {
    expect(refusal(text)).toContain(found)
    expect(refusal(text)).toMatch(
      /Allowed are https:..host.path|Paths are allowed on the command line/,
    )
    expect(refusal(text)).not.toContain('secret')
  })
})

describe('credentials in an https address', () => {
  test.each([
    ['https://ada:s3cret@example.com/x', 'ada', 's3cret'],
    ['https://ada%40corp.example:p%3Aw%2F@example.com/x', 'ada@corp.example', 'p:w/'],
    ['https://ada@corp.example:pw@example.com/x', 'ada@corp.example', 'pw'],
    ['https://ghp_token@example.com/x', 'ghp_token', ''],
    ['https://:pw@example.com/x', '', 'pw'],
  ])('%s', (text, username, password) => {
    expect(parseRemoteUrl(text, REFUSED)).toEqual({
      kind: 'https',
      url: 'https://example.com/x',
      display: 'https://example.com/x',
      host: 'example.com',
      credentials: { kind: 'password', username, password },
    })
  })
})

describe('paths of this machine', () => {
  const root = createTempDir('paths')
  const inside = path.join(root, 'allowed', 'a b%c')
  mkdirSync(inside, { recursive: true })
  mkdirSync(path.join(root, 'secret'))
  mkdirSync(path.join(root, 'allowed-too'))
  symlinkSync(path.join(root, 'secret'), path.join(root, 'allowed', 'link'))
  symlinkSync(path.join(root, 'nowhere'), path.join(root, 'allowed', 'dangling'))
  symlinkSync(path.join(root, 'allowed'), path.join(root, 'alias'))
  const under: LocalRule = { kind: 'under', dir: path.join(root, 'allowed') }

  test('a path named on the command line becomes a file:// URL that git decodes to the same path', () => {
    expect(parseRemoteUrl(inside, { kind: 'any' })).toEqual({
      kind: 'file',
      url: `file://${root}/allowed/a%20b%25c`,
      display: inside,
      host: null,
      credentials: null,
    })
  })

  test.each([
    ['itself', inside, inside],
    ['as a file:// URL', `file://${root}/allowed/a%20b%25c`, inside],
    ['through a symbolic link above', path.join(root, 'alias', 'a b%c'), inside],
    [
      'not there yet',
      path.join(root, 'allowed', 'new', 'x.git'),
      path.join(root, 'allowed/new/x.git'),
    ],
    ['the directory itself', path.join(root, 'allowed'), path.join(root, 'allowed')],
  ])('under the allowed directory: %s', (_title, text, display) => {
    expect(parseRemoteUrl(text, under).display).toBe(display)
  })

  test.each([
    ['outside', path.join(root, 'secret')],
    ['beside, with the same beginning', path.join(root, 'allowed-too')],
    ['the parent', root],
    ['dots', `${root}/allowed/../secret`],
    ['encoded dots', `file://${root}/allowed/%2e%2e/secret`],
    ['a symbolic link to the outside', path.join(root, 'allowed', 'link')],
    ['below a symbolic link to the outside', path.join(root, 'allowed', 'link', 'x.git')],
    ['a symbolic link to nothing', path.join(root, 'allowed', 'dangling')],
    ['the root', '/'],
  ])('not under the allowed directory: %s', (_title, text) => {
    expect(refusal(text, under)).toMatch(/not under the directory|cannot be read/)
  })
})
