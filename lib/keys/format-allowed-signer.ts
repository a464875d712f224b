/**
 * One line for an allowed_signers file: this key may sign Git objects in this principal's name (ssh-keygen(1),
 * ALLOWED SIGNERS). Throws when the principal has characters that mean something there.
 */
export function formatAllowedSigner(principal: string, publicLine: string): string {
  if (!/^[^\s"*?!,#]+$/.test(principal)) {
    throw new Error(`not one principal: ${JSON.stringify(principal)}`)
  }
  return `${principal} namespaces="git" ${publicLine}`
}
