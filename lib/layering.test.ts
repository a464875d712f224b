import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '@/scripts/steps/root.mjs'
import { isTest, listSources } from './testing/list-sources'

/** Who may import whom; CONTRIBUTING.md has the same table. A folder may always import from itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'lib/repo-data': ['lib/snapshot/types'],
  'lib/dvc': ['lib/repo-data', 'lib/snapshot/types'],
  'lib/search': [],
  'lib/registry': ['lib/dvc', 'lib/repo-data', 'lib/snapshot/types'],
  'lib/policy': ['lib/repo-data', 'lib/registry', 'lib/snapshot/types'],
  'lib/proof': ['lib/repo-data', 'lib/registry', 'lib/snapshot/types'],
  'lib/workflows': ['lib/repo-data', 'lib/registry', 'lib/snapshot/types'],
  'lib/forge': ['lib/repo-data'],
  'lib/views': ['lib/registry', 'lib/proof', 'lib/workflows'],
  'lib/lineage': ['lib/dvc', 'lib/registry', 'lib/repo-data', 'lib/snapshot/types', 'lib/views'],
  'lib/compare': ['lib/lineage', 'lib/registry', 'lib/snapshot/types', 'lib/views'],
  'lib/card': ['lib/registry', 'lib/repo-data', 'lib/snapshot/types', 'lib/views'],
  'lib/snippets': [],
  'lib/insights': ['lib/registry', 'lib/views'],
  'lib/git': ['lib/runtime'],
  'lib/database': ['lib/runtime', 'prisma/generated'],
  'lib/http': ['lib/runtime'],
  'lib/worker': [],
  'lib/snapshot': ['lib/repo-data', 'lib/git', 'lib/in-slices'],
  'lib/config': ['lib/forge', 'lib/policy', 'lib/repo-data', 'lib/runtime'],
  'lib/keys': ['lib/config', 'lib/proof'],
  'lib/journal': [
    'lib/database',
    'lib/policy',
    'lib/registry',
    'lib/snapshot/types',
    'lib/views',
    'prisma/generated',
  ],
  'lib/index': [
    'lib/repo-data',
    'lib/database',
    'lib/journal',
    'lib/registry',
    'lib/policy',
    'lib/proof',
    'lib/snapshot/types',
    'lib/views',
    'lib/in-slices',
    'prisma/generated',
    'lib/search',
    'lib/insights',
  ],
  'lib/sync': [
    'lib/repo-data',
    'lib/git',
    'lib/snapshot',
    'lib/registry',
    'lib/lineage',
    'lib/policy',
    'lib/proof',
    'lib/keys',
    'lib/database',
    'lib/journal',
    'lib/index',
    'lib/views',
    'lib/config',
    'lib/worker',
    'lib/in-slices',
    'lib/runtime',
  ],
  'lib/auth': [
    'lib/database',
    'lib/index/read',
    'lib/config',
    'lib/http',
    'lib/policy',
    'lib/runtime',
  ],
  'lib/promote': [
    'lib/repo-data',
    'lib/auth',
    'lib/forge',
    'lib/git',
    'lib/snapshot',
    'lib/database',
    'lib/journal',
    'lib/index',
    'lib/views',
    'lib/keys',
    'lib/policy',
    'lib/proof',
    'lib/registry',
    'lib/workflows',
    'lib/sync',
    'lib/config',
    'lib/worker',
    'lib/runtime',
  ],
  'lib/pipeline': [
    'lib/card',
    'lib/git',
    'lib/repo-data',
    'lib/dvc',
    'lib/database',
    'lib/index/read',
    'lib/lineage',
    'lib/registry',
    'lib/snapshot',
    'lib/sync',
    'lib/views',
    'lib/config',
    'lib/runtime',
  ],
  'lib/programs': [
    'lib/card',
    'lib/sync',
    'lib/pipeline',
    'lib/promote',
    'lib/database',
    'lib/journal',
    'lib/index',
    'lib/config',
    'lib/git',
    'lib/snapshot',
    'lib/worker',
  ],
  components: [
    'lib/card',
    'lib/forge',
    'lib/lineage',
    'lib/registry',
    'lib/snapshot/types',
    'lib/snippets',
    'lib/views',
    'lib/workflows',
    'lib/search',
  ],
  app: [
    'components',
    'lib/auth',
    'lib/card',
    'lib/compare',
    'lib/config',
    'lib/database',
    'lib/forge',
    'lib/http',
    'lib/index/read',
    'lib/insights',
    'lib/lineage',
    'lib/views',
    'lib/registry',
    'lib/sync',
    'lib/promote',
    'lib/pipeline',
    'lib/search',
    'lib/snippets',
    'lib/journal/saved-views',
  ],
}

/** Folders that take only types from `lib`: what the browser loads has no rule and no schema. */
const TYPES_ONLY = ['components']

const importLine = /^(import|export)\s+(type\s+)?[^'"]*?from\s+['"]([^'"]+)['"]/gm

/** Without tests and what only they use. */
function listCode(folder: string): readonly string[] {
  return listSources(folder).filter((file) => !isTest(file) && !file.includes('/testing/'))
}

function listImports(file: string): readonly { target: string; type: boolean }[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(importLine)].flatMap(([, , type, target = '']) => {
    const resolved = target.startsWith('@/')
      ? target.slice(2)
      : target.startsWith('.')
        ? relative(root, join(root, file, '..', target))
        : null
    return resolved === null ? [] : [{ target: resolved, type: type !== undefined }]
  })
}

function covers(folders: readonly string[], target: string): boolean {
  return folders.some((folder) => target === folder || target.startsWith(`${folder}/`))
}

/** One cycle, as the path of its files, for each import that leads back to a file on the way to it. */
function listCycles(files: readonly string[]): readonly string[] {
  const known = new Set(files)
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
      return
    }
    if (done.has(file)) return
    for (const { target } of listImports(file)) {
      const next = [`${target}.ts`, `${target}.tsx`].find((name) => known.has(name))
      if (next !== undefined) visit(next, [...path, file])
    }
    done.add(file)
  }
  for (const file of files) visit(file, [])
  return cycles
}

test.each(Object.keys(allowed))('%s imports only what the layering allows', (folder) => {
  const wrong = listCode(folder).flatMap((file) =>
    listImports(file)
      .filter(({ target }) => !covers([folder, ...(allowed[folder] ?? [])], target))
      .map(({ target }) => `${file} imports ${target}`),
  )
  expect(wrong).toEqual([])
})

/** Pure and small: it reads searches in the browser as on the server. */
const IN_BROWSERS = ['lib/search']

test.each(TYPES_ONLY)('%s takes only types from lib, but for what runs in browsers', (folder) => {
  const wrong = listCode(folder).flatMap((file) =>
    listImports(file)
      .filter(
        ({ target, type }) => !type && target.startsWith('lib/') && !covers(IN_BROWSERS, target),
      )
      .map(({ target }) => `${file} imports values of ${target}`),
  )
  expect(wrong).toEqual([])
})

test('no file imports itself through others', () => {
  const files = ['lib', 'components', 'app'].flatMap(listCode)
  expect(listCycles(files)).toEqual([])
})

test('CONTRIBUTING.md has the same table', () => {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
  const [, layers = ''] = text.split('## Layers')
  const rows = [...layers.matchAll(/^\| `([\w/-]+)` +\| (.+?) +\|$/gm)].map(
    ([, folder = '', targets = '']) => [
      folder,
      [...targets.matchAll(/`([^`]+)`/g)].map(([, target]) => target),
    ],
  )
  const short = (name: string) => name.replace(/^lib\//, '')
  expect(rows).toEqual(
    Object.entries(allowed).map(([folder, targets]) => [short(folder), targets.map(short)]),
  )
})

test('every folder of lib stands in the table', () => {
  const folders = readdirSync(join(root, 'lib'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map((entry) => `lib/${entry.name}`)
  expect(folders.filter((folder) => !(folder in allowed))).toEqual([])
})
