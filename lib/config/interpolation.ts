import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** Where `${NAME}` and `${file:path}` take their values from; relative paths start at `dir`. */
export type Sources = { readonly env: NodeJS.ProcessEnv; readonly dir: string }

export type Interpolated =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'filled'; readonly text: string; readonly source: string }
  | { readonly kind: 'failed'; readonly found: string; readonly allowed: string }

const OPEN = 0xe000
const FILL = 0xe001
const FIRST = 0xe100
const MAX_REFERENCES = 0x1000
const MAX_FILE_BYTES = 64 * 1024

/**
 * The text with each `${...}` replaced by as many harmless characters, so that it stands anywhere in YAML
 * (braces would end a value inside `{ }`) and every line and column stays.
 */
export function maskReferences(text: string): { masked: string; references: readonly string[] } {
  const references: string[] = []
  const masked = text.replace(/\$?\$\{[^}\n]*\}/g, (found) => {
    if (references.length >= MAX_REFERENCES) return found
    references.push(found)
    const head = String.fromCharCode(OPEN, FIRST + references.length - 1)
    return head + String.fromCharCode(FILL).repeat(found.length - 2)
  })
  return { masked, references }
}

/** The value of one scalar of a masked document. A value that cannot be read is named, never shown. */
export function fillReferences(
  scalar: string,
  references: readonly string[],
  sources: Sources,
): Interpolated {
  const source = unmaskReferences(scalar, references)
  if (source === scalar) return { kind: 'plain', text: scalar }
  let failed: Interpolated | null = null
  const text = replaceMasks(scalar, references, (reference) => {
    if (reference.startsWith('$$')) return reference.slice(1)
    const value = readReference(reference.slice(2, -1), sources)
    if (value.kind === 'plain') return value.text
    failed ??= value
    return ''
  })
  return failed ?? { kind: 'filled', text, source }
}

/** The scalar as it was written. */
export function unmaskReferences(scalar: string, references: readonly string[]): string {
  return replaceMasks(scalar, references, (reference) => reference)
}

function replaceMasks(
  scalar: string,
  references: readonly string[],
  replace: (reference: string) => string,
): string {
  return scalar.replace(/\uE000([\uE100-\uF0FF])\uE001+/g, (whole, index: string) => {
    const reference = references[index.charCodeAt(0) - FIRST]
    return reference === undefined ? whole : replace(reference)
  })
}

function readReference(name: string, sources: Sources): Interpolated {
  if (name.startsWith('file:')) return readReferencedFile(name.slice('file:'.length), sources.dir)
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return failure(
      'a reference that is no name',
      `\${NAME} or \${file:/path}, and $\${ for a plain \${`,
    )
  }
  const value = sources.env[name]
  if (value !== undefined && value !== '') return { kind: 'plain', text: value }
  const state = value === undefined ? 'not set' : 'empty'
  return failure(`\${${name}}, which is ${state}`, `a variable of the environment with a value`)
}

/** Trailing line ends are dropped: an editor adds one to a password's file. */
function readReferencedFile(file: string, dir: string): Interpolated {
  const allowed = 'a readable text file of at most 64 KiB'
  try {
    const absolute = path.resolve(dir, file)
    if (statSync(absolute).size > MAX_FILE_BYTES) return failure('a file that is larger', allowed)
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(absolute))
    return { kind: 'plain', text: text.replace(/[\r\n]+$/, '') }
  } catch (error) {
    return failure(describeReadFailure(error), allowed)
  }
}

function describeReadFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT' || code === 'ENOTDIR') return `a \${file:...} that does not exist`
  if (code === 'EACCES' || code === 'EPERM') return `a \${file:...} that may not be read`
  if (code === 'EISDIR') return `a \${file:...} that is a directory`
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return `a \${file:...} that is not UTF-8 text`
  return `a \${file:...} that cannot be read`
}

function failure(found: string, allowed: string): Interpolated {
  return { kind: 'failed', found, allowed }
}
