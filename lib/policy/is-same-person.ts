import type { Identity } from './principal'

type Account = Pick<Identity, 'id' | 'email'>

/**
 * Whether two accounts are one person's: the same account, or verified e-mail addresses of one mailbox. Case does not
 * count, nor what follows a `+`: most providers deliver `ana+x@` to `ana@`.
 */
export function isSamePerson(a: Account, b: Account): boolean {
  if (a.id === b.id) return true
  return a.email !== null && b.email !== null && formatMailbox(a.email) === formatMailbox(b.email)
}

function formatMailbox(email: string): string {
  return email.toLowerCase().replace(/(?!^)\+[^@]*(?=@)/, '')
}
