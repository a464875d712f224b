import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { root } from './root.mjs'

/** As the file writes it. */
const BASE = '$' + '{NODE}'

const dockerfile = readFileSync(path.join(root, 'Dockerfile'), 'utf8')

test('every image starts from one base, pinned by version and digest', () => {
  const [, base] = /^ARG NODE=(.*)$/m.exec(dockerfile) ?? []
  expect(base).toMatch(/^node:\d+\.\d+\.\d+-bookworm-slim@sha256:[0-9a-f]{64}$/)
  const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)
  expect(images).toEqual([BASE, BASE])
})

/** Debian's package of each program that the server starts by its name. */
const PACKAGES = {
  git: 'git',
  ssh: 'openssh-client',
  'ssh-keygen': 'openssh-client',
  gpg: 'gpg',
  'gpg-agent': 'gpg-agent',
  gpgconf: 'gpg', // which depends on gpgconf
  gpgv: 'gpgv',
}

test('the image has the programs that the server starts', () => {
  const run = dockerfile.slice(dockerfile.lastIndexOf(`FROM ${BASE}`))
  const [, list = ''] = /--no-install-recommends ([\w -]+)/.exec(run) ?? []
  const installed = list.trim().split(' ')
  const missing = Object.values(PACKAGES).filter((name) => !installed.includes(name))
  expect(missing).toEqual([])
  const source = readFileSync(path.join(root, 'lib/keys/run-program.ts'), 'utf8')
  const [, named = ''] = /readonly program: (.*)/.exec(source) ?? []
  const programs = named.split(' | ').map((name) => name.replaceAll("'", ''))
  expect(programs.filter((name) => !Object.hasOwn(PACKAGES, name))).toEqual([])
})
