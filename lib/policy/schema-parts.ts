import * as z from 'zod'

/** Parts of the schemas of signet.yaml and .signet.yaml. Zod's messages say what is allowed at a key. */

const STAGE =
  'a stage name: letters, digits, "-", "_" and "/", starting and ending with a letter or digit'
const BRANCH = 'the name of a branch, as in main'
const PRINCIPAL =
  'ana@example.com, *@example.com, group:NAME, ISSUER#SUBJECT or * for every signed-in person'

export const stage = z.string(STAGE).regex(/^[A-Za-z0-9](?:[A-Za-z0-9/_-]*[A-Za-z0-9])?$/, STAGE)

export const branch = z.string(BRANCH).refine(isBranchName, BRANCH)

const principal = z.string(PRINCIPAL).refine(isPrincipalText, PRINCIPAL)

/** The principals of a role or a repository (lib/policy/principal.ts defines whom each matches). */
export const principals = z
  .array(principal, 'a list of people, as in [ana@example.com, group:ml]')
  .min(1, 'at least one of ana@example.com, *@example.com, group:NAME, ISSUER#SUBJECT and *')

/** A mapping of these keys. Any other key is refused with the list of allowed keys. */
export function keys<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? names : `a mapping with the keys ${names}`,
  })
}

/** The names of an unknown-keys issue's mapping, as `keys` put them into its message. */
export function listAllowedKeys(message: string): readonly string[] {
  return message.split(', ')
}

/** Whether a text has the form of a principal (lib/policy/principal.ts defines whom each matches). */
export function isPrincipalText(name: string): boolean {
  if (name === '*') return true
  if (/[\p{Cc}]|^\s|\s$/u.test(name)) return false
  if (name.startsWith('group:')) return name.length > 'group:'.length
  if (/\s/.test(name)) return false
  return /^[^#]+#[^#]+$/.test(name) || /^(?:\*|[^@*]+)@[^@*.]+(?:\.[^@*.]+)*$/.test(name)
}

/** The rules of git-check-ref-format that a branch's name can break. */
function isBranchName(text: string): boolean {
  const bad = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|^[-/.]|[/.]$/u
  return text !== '' && text !== '@' && !bad.test(text)
}
