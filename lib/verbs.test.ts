import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '@/scripts/steps/root.mjs'
import { listSources } from './testing/list-sources'

/** The verb of a function's name promises what comes back (CONTRIBUTING.md, "Words"). */
const PROMISES: readonly {
  readonly verb: RegExp
  readonly type: RegExp
  readonly means: string
}[] = [
  {
    verb: /^format[A-Z]/,
    type: /^(readonly )?(string|Buffer|null)\b|^Iterable<string>/,
    means: 'text',
  },
  { verb: /^(is|has|can)[A-Z]/, type: /^boolean$|^\w+ is /, means: 'yes or no' },
  { verb: /^find[A-Z]/, type: /^(?!.*(\[\]|\b(Map|Set)<)).*$/s, means: 'at most one value' },
]

const FOLDERS = ['app', 'components', 'lib', 'e2e', 'bench']

type NamedFunction = { readonly name: string; readonly type: string }

/** Functions that state what they return. */
function listFunctions(text: string): readonly NamedFunction[] {
  return [...text.matchAll(/\bfunction\*? (\w+)(?:<[^(]*>)?\(/g)].flatMap((match) => {
    const end = skipParentheses(text, match.index + match[0].length)
    const type = /^\s*:\s*((?:\{[^{}]*\}|[^{}])*?)\s*\{\n/.exec(text.slice(end, end + 1000))?.[1]
    const [, name = ''] = match
    return type === undefined ? [] : [{ name, type: type.replace(/^Promise<(.*)>$/s, '$1') }]
  })
}

/** The position after the parenthesis that closes the one before `start`. */
function skipParentheses(text: string, start: number): number {
  let depth = 1
  let at = start
  for (; depth > 0 && at < text.length; at += 1) {
    if (text[at] === '(') depth += 1
    if (text[at] === ')') depth -= 1
  }
  return at
}

test.each(PROMISES)('a function named $verb returns $means', ({ verb, type }) => {
  const broken = FOLDERS.flatMap(listSources).flatMap((file) =>
    listFunctions(readFileSync(join(root, file), 'utf8'))
      .filter((found) => verb.test(found.name) && !type.test(found.type))
      .map((found) => `${file}: ${found.name} returns ${found.type}`),
  )
  expect(broken).toEqual([])
})
