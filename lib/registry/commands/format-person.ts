import { replaceHiddenCharacters } from '../hidden-characters'

/** A requester or an approver. `email` is set only if the issuer verified it. */
type Person = { readonly id: string; readonly name: string; readonly email: string | null }

const MAX_NAME = 100
/** With the name not more than a trailer holds. */
const MAX_PROOF = 390

/**
 * A person in a trailer: `Name <email>`, or `Name (id)` without a verified e-mail. The part in brackets is verified.
 * The name is claimed, so it can contain no brackets, no line break, no signature and no invisible character.
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
