import { expect, test } from 'vitest'
import { parseRemoteMessages } from './parse-push'

const PASSWORD = 'hunter2-of-the-remote'
const credentials = { kind: 'password', username: 'bot', password: PASSWORD } as const

const TOKEN = 'ghp_0123456789abcdefghij'
const SIGNS = 'a b/c+?é~>hunter2'
const basic = (username: string, password: string, encoding: 'base64' | 'base64url') =>
  Buffer.from(`${username}:${password}`).toString(encoding)

test.each<[secret: string, username: string, password: string]>([
  [TOKEN, TOKEN, 'x-oauth-basic'],
  [TOKEN, TOKEN, ''],
  [TOKEN, 'x-access-token', TOKEN],
  [SIGNS, 'bot', SIGNS],
])('no form of the secret %j is left of %s:%s', (secret, username, password) => {
  const writings = [
    ...[secret, encodeURIComponent(secret), encodeURI(secret), JSON.stringify(secret)],
    ...[Buffer.from(secret).toString('base64'), Buffer.from(secret).toString('base64url')],
    ...[basic(username, password, 'base64'), basic(username, password, 'base64url')],
    ...[`https://${username}:${password}@example.com/x`],
  ]
  for (const writing of writings) {
    const said = parseRemoteMessages(`remote: said ${writing}\n`, {
      kind: 'password',
      username,
      password,
    })
    const left = writing.replaceAll('"', '').replace(/=+$/, '')
    expect(said).toEqual([expect.not.stringContaining(left)])
    expect(said).not.toEqual([expect.stringContaining(secret)])
  }
})

test.each<[stderr: string, words: readonly string[]]>([
  ['remote: production is frozen\n', ['production is frozen']],
  ['remote: one\nremote: two\n', ['one', 'two']],
  ['remote: Größe: zu groß\n', ['Größe: zu groß']],
  ['To example.com\nerror: failed to push\n', []],
  ['remote: \u001b[31mred\u001b[0m\n', ['[31mred [0m']],
  ['remote: \u001b]0;title\u0007x\n', [']0;title x']],
  ['remote: \u009b31mred\n', ['31mred']],
  ['remote: a\rremote: b\n', ['a', 'b']],
  ['remote: a\rSign-in ok\n', ['a']],
  ['remote: \u202egnp.exe\u2066\n', ['gnp.exe']],
  ['remote: a\0b\u0008c\u007fd\n', ['a b c d']],
  [`remote: see https://bot:${PASSWORD}@example.com/x\n`, ['see https://example.com/x']],
  [`remote: ${PASSWORD}\n`, ['***']],
  [`remote: ${Buffer.from(`bot:${PASSWORD}`).toString('base64')}\n`, ['***']],
  ['remote: Counting objects:  50% (1/2)\n', []],
  ['remote: =cmd()\n', ['=cmd()']],
  [`remote: ${'x'.repeat(5000)}\n`, [`${'x'.repeat(400)}…`]],
  ['remote: x\n'.repeat(1000), Array.from({ length: 20 }, () => 'x')],
])('the messages of %j are %j', (stderr, words) => {
  expect(parseRemoteMessages(stderr, credentials)).toEqual(words)
})
