/**
 * One value of this process by name, created on first use. Kept on globalThis, because the server's bundles hold a
 * copy of each module.
 */
export function inProcess<Value>(name: string, create: () => Value): Value {
  const holder = globalThis as { [key: symbol]: Value | undefined }
  const key = Symbol.for(`signet.git.${name}`)
  const value = holder[key] ?? create()
  holder[key] = value
  return value
}
