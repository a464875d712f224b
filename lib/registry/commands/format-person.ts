/** Whoever asked or approved; `email` only where the issuer verified it. */
type Person = { readonly id: string; readonly name: string; readonly email: string | null }

const LONGEST_NAME = 100

/**
 * A person as trailers name one: `Name <email>`, or `Name (id)` without a verified e-mail. What stands in
 * the brackets is theirs; a name is what they call themselves, so nothing in it can look like brackets,
 * a line or a signature.
 */
export function formatPerson({ id, name, email }: Person): string {
  const proven = email === null ? `(${clean(id)})` : `<${clean(email)}>`
  const shown = [...clean(name)].slice(0, LONGEST_NAME).join('').trim()
  return shown === '' ? proven : `${shown} ${proven}`
}

function clean(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}<>()]/gu, ' ')
    .replaceAll(/-{5,}/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
