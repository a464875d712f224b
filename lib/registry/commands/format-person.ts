import { replaceHiddenCharacters } from '../hidden-characters'

/** Whoever asked or approved; `email` only where the issuer verified it. */
type Person = { readonly id: string; readonly name: string; readonly email: string | null }

const MAX_NAME = 100
/** With the name not more than a trailer holds. */
const MAX_PROOF = 390

/**
 * A person as trailers name one: `Name <email>`, or `Name (id)` without a verified e-mail. What stands in
 * the brackets is theirs; a name is what they call themselves, so nothing in it can look like brackets,
 * a line or a signature, and every character of it is seen.
 */
export function formatPerson({ id, name, email }: Person): string {
  const proof = cut(clean(email ?? id), MAX_PROOF)
  const proven = email === null ? `(${proof})` : `<${proof}>`
  const shown = cut(clean(name), MAX_NAME).trim()
  return shown === '' ? proven : `${shown} ${proven}`
}

function cut(text: string, length: number): string {
  return [...text].slice(0, length).join('')
}

function clean(text: string): string {
  return replaceHiddenCharacters(text)
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}<>()]/gu, ' ')
    .replaceAll(/-{5,}/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
