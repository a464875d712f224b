import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

/** Who may import whom (docs: CONTRIBUTING.md). A folder may always import from itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'lib/registry': ['lib/snapshot/types'],
  'lib/git': [],
  'lib/snapshot': ['lib/git', 'lib/in-slices', 'lib/registry/limits'],
  'lib/policy': ['lib/registry', 'lib/snapshot/types', 'lib/config/schema-parts'],
  'lib/proof': ['lib/registry', 'lib/snapshot/types'],
  'lib/workflows': ['lib/snapshot/types', 'lib/registry/limits', 'lib/registry/work'],
  'lib/keys': ['lib/config', 'lib/proof'],
  'lib/index': [
    'lib/registry',
    'lib/policy',
    'lib/proof',
    'lib/snapshot/types',
    'lib/in-slices',
    'prisma/generated',
  ],
  'lib/config': ['lib/policy'],
  'lib/sync': [
    'lib/git',
    'lib/snapshot',
    'lib/registry',
    'lib/policy',
    'lib/proof',
    'lib/keys',
    'lib/index',
    'lib/config',
    'lib/worker',
    'lib/in-slices',
  ],
  'lib/serving': [],
  'lib/worker': [],
  'lib/auth': ['lib/index', 'lib/config', 'lib/policy'],
  'lib/promote': [
    'lib/auth',
    'lib/git',
    'lib/snapshot',
    'lib/index',
    'lib/keys',
    'lib/policy',
    'lib/proof',
    'lib/registry',
    'lib/workflows',
    'lib/sync',
    'lib/config',
    'lib/worker',
  ],
  'lib/programs': [
    'lib/sync',
    'lib/promote',
    'lib/index',
    'lib/config',
    'lib/git',
    'lib/snapshot',
    'lib/worker',
  ],
  components: [
    'lib/registry',
    'lib/snapshot/types',
    'lib/index/views',
    'lib/promote/views',
    'lib/workflows/workflow',
  ],
  app: [
    'components',
    'lib/auth',
    'lib/config',
    'lib/index',
    'lib/serving',
    'lib/sync',
    'lib/promote',
  ],
}

/** Of these folders only types may be taken. */
const typesOnly: Readonly<Record<string, readonly string[]>> = {
  components: [
    'lib/registry',
    'lib/snapshot/types',
    'lib/index/views',
    'lib/promote/views',
    'lib/workflows/workflow',
  ],
}

const root = join(import.meta.dirname, '..')
const importLine = /^(import|export)\s+(type\s+)?[^'"]*?from\s+['"]([^'"]+)['"]/gm

function listSources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
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

test.each(Object.keys(allowed))('%s imports only what the layering allows', (folder) => {
  const wrong = listSources(folder).flatMap((file) =>
    listImports(file)
      .filter(({ target }) => !covers([folder, ...(allowed[folder] ?? [])], target))
      .map(({ target }) => `${file} imports ${target}`),
  )
  expect(wrong).toEqual([])
})

test.each(Object.keys(typesOnly))('%s takes only types from the core', (folder) => {
  const wrong = listSources(folder).flatMap((file) =>
    listImports(file)
      .filter(({ target, type }) => !type && covers(typesOnly[folder] ?? [], target))
      .map(({ target }) => `${file} imports values of ${target}`),
  )
  expect(wrong).toEqual([])
})

test('every folder of lib stands in the table', () => {
  const folders = readdirSync(join(root, 'lib'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'testing')
    .map((entry) => `lib/${entry.name}`)
  expect(folders.filter((folder) => !(folder in allowed))).toEqual([])
})
