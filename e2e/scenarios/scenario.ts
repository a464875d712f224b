import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ServerEnv } from '../start-server'
import type { People } from './people'

/** Directories of bare repositories, by slug. */
export type Remotes = Readonly<Record<string, string>>

export type Scenario = {
  readonly env: ServerEnv
  readonly remotes: Remotes
  /** Ends what was started besides the server. */
  readonly close?: () => Promise<void>
}

/** Makes repositories below `dir`, and what a server at `url` needs to show them. */
export type BuildScenario = (dir: string, url: string) => Promise<Scenario>

/** As `npm start -- PATH...` passes repositories on. */
export function namedOnCommandLine(remotes: Remotes): Scenario {
  return { env: { SIGNET_REPOS: JSON.stringify(Object.values(remotes)) }, remotes }
}

/** By a signet.yaml that asks rarely enough for no sync to run unasked. */
export function namedInConfig(dir: string, remotes: Remotes): Scenario {
  const repos = Object.entries(remotes).map(
    ([slug, remote]) => `  - { slug: ${slug}, url: ${remote}, poll: 1d }\n`,
  )
  const file = path.join(dir, 'signet.yaml')
  const stages = 'stages: { order: [dev, staging, production] }\n'
  const auth = 'auth: { anonymous: viewer }\n'
  writeFileSync(file, `local_repos: .\n${stages}${auth}repos:\n${repos.join('')}`)
  return { env: { SIGNET_CONFIG: file }, remotes }
}

/** By a signet.yaml that lets people sign in; `lines` name the repositories, and what else it says. */
export function namedForPeople(
  dir: string,
  people: People,
  { remotes, lines }: { readonly remotes: Remotes; readonly lines: string },
): Scenario {
  const file = path.join(dir, 'signet.yaml')
  writeFileSync(file, `${people.yaml}local_repos: .\n${lines}`)
  return { env: { SIGNET_CONFIG: file }, remotes, close: people.close }
}
