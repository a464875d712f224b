const ADDRESS = /^([^@\s<>]+)@[^@\s<>]+$/

/** The short name of an owner: for an address without a name, the part before its `@`. */
export function formatOwnerName(name: string): string {
  return ADDRESS.exec(name)?.[1] ?? name
}

/** The addresses among names and addresses. */
export function listAddresses(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => ADDRESS.test(text))
}
