import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createGitRepo } from '@/lib/testing/git-repo'
import { namedOnCommandLine, type Scenario } from './scenario'

const FOLDER = 'lib/testing/conformance/repos'

/** Names of the real public registries that GTO's answers are recorded of. */
export const CONFORMANCE_REPOS: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.fi'))
  .map((file) => file.slice(0, -'.fi'.length))

/** What GTO says of one of them. */
export function readExpected(repo: string): Expected {
  return JSON.parse(readFileSync(path.join(FOLDER, `${repo}.expected.json`), 'utf8'))
}

/** Rebuilt as bare repositories. */
export async function conformance(dir: string): Promise<Scenario> {
  const remotes: Record<string, string> = {}
  for (const name of CONFORMANCE_REPOS) {
    const repo = await createGitRepo({ dir: path.join(dir, `${name}.git`) })
    await repo.importStream(path.resolve(FOLDER, `${name}.fi`))
    remotes[name] = repo.dir
  }
  return namedOnCommandLine(remotes)
}

/** The parts of `gto show` and `gto history` that are compared. */
export type Expected = {
  readonly show_deprecated: Readonly<Record<string, ExpectedModel>>
  readonly show_artifact: Readonly<Record<string, readonly ExpectedVersion[]>>
  readonly history: readonly ExpectedEvent[]
}

type ExpectedModel = {
  readonly version: string | null
  readonly active: boolean
  readonly stage: Readonly<Record<string, string | null>>
}

export type ExpectedVersion = {
  readonly version: string
  readonly commit_hexsha: string
  readonly is_active: boolean
  readonly registrations: readonly {
    readonly tag: string
    readonly created_at: string
    readonly author: string
    readonly author_email: string
    readonly message: string
  }[]
}

type ExpectedEvent = {
  readonly artifact: string
  readonly event: string
  readonly version: string | null
  readonly stage: string | null
  readonly ref: string
  readonly commit: string
  readonly timestamp: string
  readonly author: string
  readonly author_email: string
  readonly message: string
}
