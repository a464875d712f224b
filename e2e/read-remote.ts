import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { createTempDir } from '@/lib/testing/temp-dir'

/** Names of the remote's tags by this pattern, sorted. */
export function listTags(remote: string | undefined, pattern = '*'): readonly string[] {
  const text = git(remote, ['tag', '--list', pattern]).trim()
  return text === '' ? [] : text.split('\n').sort()
}

/** A tag object of the remote, as git prints it. */
export function readTag(remote: string | undefined, tag: string): string {
  return git(remote, ['cat-file', '-p', `refs/tags/${tag}`])
}

/** What `revision` names on the remote. */
export function resolve(remote: string | undefined, revision: string): string {
  return git(remote, ['rev-parse', '--verify', revision]).trim()
}

/** The lines of a tag's message after the empty one that follows the subject, without the signature. */
export function readTrailers(remote: string | undefined, tag: string): readonly string[] {
  const [, message = ''] = readTag(remote, tag).split(/\n\n(.*)/s)
  const [, trailers = ''] = message.split(/\n\n(.*)/s)
  return trailers.split('-----BEGIN')[0]?.trim().split('\n') ?? []
}

/** The line that Settings gives for other people's allowed_signers. */
export async function readAllowedSigner(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Settings', exact: true }).first().click()
  const copy = page.getByRole('button', { name: /^Copy allowed signer/ })
  const line = (await copy.getAttribute('aria-label'))?.replace('Copy allowed signer ', '')
  if (line === undefined) throw new Error('no public key in the settings')
  return line
}

/** What git itself says of the tag in a fresh clone; throws where it is not good. */
export function verifyTag(remote: string | undefined, tag: string, allowedSigner: string): string {
  const dir = createTempDir('clone')
  const file = path.join(dir, 'allowed_signers')
  writeFileSync(file, `${allowedSigner}\n`)
  const clone = path.join(dir, 'clone')
  execFileSync('git', ['clone', '--quiet', '--bare', remote ?? '', clone])
  const args = ['-C', clone, '-c', `gpg.ssh.allowedSignersFile=${file}`, 'verify-tag', tag]
  return execFileSync('sh', ['-c', 'git "$@" 2>&1', 'git', ...args], { encoding: 'utf8' })
}

function git(remote: string | undefined, args: readonly string[]): string {
  if (remote === undefined) throw new Error('no such remote')
  return execFileSync('git', ['-C', remote, ...args], { encoding: 'utf8' })
}
