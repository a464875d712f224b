const ADDRESS = /^([^@\s<>]+)@[^@\s<>]+$/

/** How an owner is called where there is little room: of an address without a name, what stands before its `@`. */
export function formatOwnerName(name: string): string {
  return ADDRESS.exec(name)?.[1] ?? name
}

/** The addresses among names and addresses. */
export function listAddresses(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => ADDRESS.test(text))
}
