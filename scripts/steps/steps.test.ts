import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SOURCES } from './build-app.mjs'
import { hashFiles } from './hash-files.mjs'
import { isInstalled } from './install-packages.mjs'
import { formatRemote, parseArguments } from './parse-arguments.mjs'
import { requireFreePort } from './require-free-port.mjs'
import { isOlder } from './require-tools.mjs'
import { root } from './root.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'signet-steps-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(file: string, content: unknown): void {
  const place = path.join(folder, file)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(place, typeof content === 'string' ? content : JSON.stringify(content))
}

describe('arguments', () => {
  test.each([
    'https://h/a.git',
    'ssh://git@h/a',
    'git@h:ml/a.git',
    'file:///srv/a',
    'http://u:p@h/a',
  ])('%s is taken as it is', (url) => {
    expect(parseArguments([url], folder)).toEqual([url])
  })

  test('paths become absolute; work trees and bare repositories are both accepted', () => {
    write('tree/.git/HEAD', '')
    write('bare.git/HEAD', '')
    write('bare.git/objects/x', '')
    write('bare.git/refs/x', '')
    expect(parseArguments(['tree', './bare.git', `${folder}/tree`], folder)).toEqual([
      path.join(folder, 'tree'),
      path.join(folder, 'bare.git'),
      path.join(folder, 'tree'),
    ])
  })

  test.each([
    ['missing', () => `${folder}/missing does not exist.`],
    ['empty', () => `${folder}/empty is not a Git repository.`],
    ['file', () => `${folder}/file is not a Git repository.`],
    ['--port', () => '"--port" is neither a URL nor a path. Usage: npm start -- URL_OR_PATH...'],
  ])('%s is refused with a sentence', (text, message) => {
    write('file', '')
    write('empty/x', '')
    expect(() => parseArguments([text], folder)).toThrow(message())
  })

  test('a URL is printed without its password', () => {
    expect(formatRemote('https://bot:a/b@c@git.example.com/x')).toBe('https://git.example.com/x')
  })
})

describe('installed packages', () => {
  const lock = (packages: object) => ({ lockfileVersion: 3, packages: { '': {}, ...packages } })

  test('are complete when npm noted the wanted versions; those for other systems may be missing', () => {
    write(
      'package-lock.json',
      lock({
        'node_modules/a': { version: '1.0.0' },
        'node_modules/b': { version: '1.0.0', optional: true },
      }),
    )
    expect(isInstalled(folder)).toBe(false)
    write('node_modules/.package-lock.json', {
      packages: { 'node_modules/a': { version: '1.0.0' } },
    })
    expect(isInstalled(folder)).toBe(true)
  })

  test.each([
    ['another version', { 'node_modules/a': { version: '1.0.1' } }],
    ['nothing', {}],
  ])('are stale with %s', (_name, packages) => {
    write('package-lock.json', lock({ 'node_modules/a': { version: '1.0.0' } }))
    write('node_modules/.package-lock.json', { packages })
    expect(isInstalled(folder)).toBe(false)
  })
})

test('a hash of files changes with names and contents, not with tests', () => {
  write('app/a.ts', 'a')
  write('app/b/c.ts', 'c')
  const before = hashFiles(folder, ['app', 'missing'])
  write('app/a.test.ts', 'test')
  write('app/b/testing/d.ts', 'd')
  expect(hashFiles(folder, ['missing', 'app'])).toBe(before)
  write('app/a.ts', 'b')
  const changed = hashFiles(folder, ['app'])
  expect(changed).not.toBe(before)
  rmSync(path.join(folder, 'app/b'), { recursive: true })
  expect(hashFiles(folder, ['app'])).not.toBe(changed)
})

test('a change of any program at the root is built', () => {
  const notBuilt = ['next-env.d.ts', 'playwright.config.ts', 'prisma.config.ts', 'vitest.config.ts']
  const programs = readdirSync(root).filter((name) => /\.(ts|mjs)$/.test(name))
  expect(programs.filter((name) => ![...SOURCES, ...notBuilt].includes(name))).toEqual([])
})

test.each([
  ['20.18.3', true],
  ['18.20.0', true],
  ['20.19.0', false],
  ['22.0.0', false],
])('Node %s is older than 20.19: %s', (version, older) => {
  expect(isOlder(version, [20, 19])).toBe(older)
})

test('a port in use is told with what to do', async () => {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo
  await expect(requireFreePort('127.0.0.1', String(port))).rejects.toThrow(
    `Port ${port} is already in use. Choose another one: PORT=${port + 1} npm start`,
  )
  await new Promise((resolve) => server.close(resolve))
  await expect(requireFreePort('127.0.0.1', String(port))).resolves.toBeUndefined()
  await expect(requireFreePort('192.0.2.1', String(port))).rejects.toThrow(
    'HOST is "192.0.2.1", which is not an address of this machine.',
  )
  await expect(requireFreePort('127.0.0.1', 'http')).rejects.toThrow('PORT is "http"')
})

// Types are not checked across these files: an import of a name that does not exist fails when it is loaded.
test.each(readdirSync(path.join(root, 'scripts/steps')).filter((name) => name.endsWith('.mjs')))(
  '%s finds everything that it imports',
  async (name) => {
    expect(await import(path.join(root, 'scripts/steps', name))).toBeTypeOf('object')
  },
)
