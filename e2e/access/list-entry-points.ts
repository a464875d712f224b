import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { operations } from '@/app/api/v1/_api/operations'
import { root } from '@/scripts/steps/root.mjs'

/** Every way into the server as the sources have it: `GET /api/v1/repos`, `PAGE /repos`, `ACTION syncNow`. */
export function listEntryPoints(): readonly string[] {
  return [
    ...new Set([...listRoutes(), ...listPages(), ...listActions(), ...listOperations()]),
  ].sort()
}

/** The functions that pages may call, by the file that exports them. Throws where a function says `use server` itself:
 *  it would have no name. */
export function listActionFiles(): Readonly<Record<string, readonly string[]>> {
  const files = ['app', 'components', 'lib']
    .flatMap((folder) => listSources(folder))
    .flatMap((file) => {
      const text = readSource(file)
      if (!/['"]use server['"]/.test(text)) return []
      if (!/^(?:\/\/.*\n|\s)*['"]use server['"]/.test(text))
        throw new Error(`a nameless action in ${file}`)
      const names = [...text.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)]
      return [[file, names.flatMap(([, name]) => name ?? []).sort()] as const]
    })
  return Object.fromEntries(files)
}

function listActions(): readonly string[] {
  return Object.values(listActionFiles()).flatMap((names) => names.map((name) => `ACTION ${name}`))
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

function listRoutes(): readonly string[] {
  return listSources('app', /^route\.[jt]sx?$/).flatMap((file) => {
    const text = readSource(file)
    const declared = [...text.matchAll(/^export (?:async )?(?:function|const) (\w+)/gm)]
    const renamed = [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = '']) =>
      names.split(',').map((name) =>
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1),
      ),
    )
    const names = [...declared.map(([, name]) => name), ...renamed]
    return METHODS.filter((method) => names.includes(method)).map(
      (method) => `${method} ${formatPath(file)}`,
    )
  })
}

/** The routes, among those of `listEntryPoints`, whose answers do not end by themselves. */
export function listStreams(): readonly string[] {
  return listSources('app', /^route\.[jt]sx?$/)
    .filter((file) => readSource(file).includes('text/event-stream'))
    .map((file) => `GET ${formatPath(file)}`)
}

function listPages(): readonly string[] {
  return listSources('app', /^page\.[jt]sx?$/).map((file) => `PAGE ${formatPath(file)}`)
}

function listOperations(): readonly string[] {
  return Object.values(operations).map(({ method, path: at }) => {
    return `${method.toUpperCase()} /api/v1${at.replaceAll('{', '[').replaceAll('}', ']')}`
  })
}

/** The address of a file below `app`: folders in parentheses are no part of it, and those with an underscore are none. */
function formatPath(file: string): string {
  const parts = file.split('/').slice(1, -1)
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join('/')}`
}

/** Sources of a folder by their path, without tests and without what an underscore keeps out of the addresses. */
function listSources(folder: string, name = /\.tsx?$/): readonly string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && name.test(entry.name) && !/\.test\./.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('/_'))
    .sort()
}

function readSource(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
}
