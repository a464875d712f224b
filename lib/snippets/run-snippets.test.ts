import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { findDvc } from '@/lib/testing/find-dvc'
import { findGto } from '@/lib/testing/find-gto'
import type { PipProgram } from '@/lib/testing/find-pip-program'
import { rawGit, rawGitEnv } from '@/lib/testing/raw-git'
import { createTempDir } from '@/lib/testing/temp-dir'
import { listSnippets } from './list-snippets'
import type { UsedVersion } from './snippet'

const run = promisify(execFile)

const IN_GIT = 'kept in Git\n'
const IN_DVC = 'kept by DVC\n'

const dvc = await findDvc()
const gto = await findGto()

/** A work tree with a model in Git, as it is pasted about. */
async function createRepo(): Promise<string> {
  const dir = path.join(createTempDir('snippets'), 'models')
  mkdirSync(path.join(dir, 'in git'), { recursive: true })
  writeFileSync(path.join(dir, 'in git/a b.pkl'), IN_GIT)
  await rawGit(dir, ['init', '--quiet', '--initial-branch=main'])
  await rawGit(dir, ['add', '.'])
  await rawGit(dir, ['commit', '--quiet', '-m', 'Train'])
  await rawGit(dir, ['tag', '-a', 'churn@v1.0.0', '-m', 'Register'])
  await rawGit(dir, ['tag', '-a', 'churn#production#1', '-m', 'Assign'])
  return dir
}

const usedOf = (dir: string): UsedVersion => ({
  server: 'http://localhost:3000',
  reading: 'open',
  repo: 'churn',
  url: dir,
  model: 'churn',
  version: 'v1.0.0',
  tag: 'churn@v1.0.0',
  commit: '',
  path: 'in git/a b.pkl',
  hash: 'git:aa',
  stage: null,
})

/** Pastes the lines of a snippet, and gives what was printed. */
async function paste(dir: string, used: UsedVersion, id: string, program?: string) {
  const lines = listSnippets(used).find((snippet) => snippet.id === id)?.lines ?? []
  const folder = program === undefined ? '' : `${path.dirname(program)}:`
  const env = { ...rawGitEnv(), PATH: `${folder}${process.env.PATH}` }
  const [shell, option] = id === 'python' ? ['python3', '-c'] : ['bash', '-ec']
  const text = [...lines, ...(id === 'python' ? ['print(model)'] : [])].join('\n')
  return (await run(shell, [option, text], { cwd: dir, env })).stdout
}

describe('a model in Git', () => {
  test('is checked out, and its file downloaded, by the lines of the shell', async () => {
    const used = usedOf(await createRepo())
    const dir = createTempDir('paste')
    await paste(dir, used, 'git')
    expect(readFileSync(path.join(dir, 'models/in git/a b.pkl'), 'utf8')).toBe(IN_GIT)
    await paste(dir, used, 'dvc-get')
    expect(readFileSync(path.join(dir, 'a b.pkl'), 'utf8')).toBe(IN_GIT)
  })

  test('is read by the lines of Python', async () => {
    const used = usedOf(await createRepo())
    expect(await paste(createTempDir('paste'), used, 'python')).toBe("b'kept in Git\\n'\n")
  })
})

const titleOf = (what: string, found: PipProgram) =>
  found.kind === 'found' ? what : `${what} (skipped: ${found.why})`

describe.skipIf(gto.kind === 'missing')(titleOf('GTO', gto), () => {
  test('answers what a version and a stage are', async () => {
    if (gto.kind === 'missing') return
    const used = usedOf(await createRepo())
    const dir = createTempDir('paste')
    expect(await paste(dir, used, 'gto', gto.program)).toContain('churn@v1.0.0')
    const staged = await paste(dir, { ...used, stage: 'production' }, 'gto', gto.program)
    expect(staged).toContain('production')
  })
})

describe.skipIf(dvc.kind === 'missing')(titleOf('DVC', dvc), () => {
  let used = usedOf('')
  const program = dvc.kind === 'found' ? dvc.program : ''
  const runDvc = (dir: string, ...args: readonly string[]) =>
    run(program, ['-q', ...args], { cwd: dir, env: { ...rawGitEnv(), PATH: process.env.PATH } })

  beforeAll(async () => {
    const dir = await createRepo()
    used = { ...usedOf(dir), path: 'models/c.pkl', hash: 'aa', tag: 'churn@v2.0.0' }
    await runDvc(dir, 'init')
    await runDvc(dir, 'remote', 'add', '-d', 'store', createTempDir('store'))
    mkdirSync(path.join(dir, 'models'))
    writeFileSync(path.join(dir, 'models/c.pkl'), IN_DVC)
    await runDvc(dir, 'add', 'models/c.pkl')
    await rawGit(dir, ['add', '.'])
    await rawGit(dir, ['commit', '--quiet', '-m', 'Train with DVC'])
    await rawGit(dir, ['tag', '-a', 'churn@v2.0.0', '-m', 'Register'])
    await runDvc(dir, 'push')
    rmSync(path.join(dir, '.dvc/cache'), { recursive: true })
  }, 300_000)

  test('downloads a version', async () => {
    const dir = createTempDir('paste')
    await paste(dir, used, 'dvc-get', program)
    expect(readFileSync(path.join(dir, 'c.pkl'), 'utf8')).toBe(IN_DVC)
  }, 300_000)

  test('imports a version with its origin', async () => {
    const dir = createTempDir('paste')
    await rawGit(dir, ['init', '--quiet'])
    await runDvc(dir, 'init')
    await paste(dir, used, 'dvc-import', program)
    expect(readFileSync(path.join(dir, 'c.pkl'), 'utf8')).toBe(IN_DVC)
    expect(readFileSync(path.join(dir, 'c.pkl.dvc'), 'utf8')).toContain('rev: churn@v2.0.0')
  }, 300_000)

  test('reads a version in Python', async () => {
    const python = path.join(path.dirname(program), 'python3')
    if (!existsSync(python)) throw new Error('DVC has no Python beside it')
    const printed = await paste(createTempDir('paste'), used, 'python', program)
    expect(printed).toBe("b'kept by DVC\\n'\n")
  }, 300_000)
})
