import type { RepoConfig } from './config'

/** Every address of the repository, the configured one first: its page on the forge is one too. */
export function listAddresses({ remote, aliases, forge }: RepoConfig): readonly string[] {
  return [remote, ...aliases, ...(forge === null ? [] : [forge.url])]
}
