import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/auth/actor'
import type { Database } from '@/lib/database/database'
import { openPromoteContext, type PromoteContext } from '@/lib/promote/context'
import type { CommandRequest } from '@/lib/promote/request/command-request'
import { openRepoReads } from '@/lib/promote/serve-repo-reads'
import type { Command } from '@/lib/registry/commands/command'
import {
  type ArtifactName,
  type CommitSha,
  parseArtifactName,
  parseCommitSha,
  parseStageName,
  parseVersionName,
  type StageName,
  type VersionName,
} from '@/lib/registry/names'
import type { JobRuntime } from '@/lib/sync/run-job'
import { openSyncFixture, type SyncFixture, type SyncFixtureOptions } from './sync-fixture'

export type PromoteWorld = SyncFixture & { readonly promote: PromoteContext }

/**
 * Everything that commands need around a database; `tune` changes what they work with. Unexpected errors are thrown,
 * unless `onBug` handles them.
 */
export async function openPromoteWorld(
  database: Database,
  options: SyncFixtureOptions &
    Partial<Pick<JobRuntime, 'holder' | 'onBug'>> & { readonly tune?: Partial<PromoteContext> },
): Promise<PromoteWorld> {
  const world = await openSyncFixture(database, options)
  const jobs: JobRuntime = {
    holder: options.holder ?? 'test',
    now: options.now ?? (() => new Date()),
    signal: new AbortController().signal,
    onBug: options.onBug ?? fail,
  }
  const reads = openRepoReads(world.context, jobs)
  const promote = await openPromoteContext(world.context, jobs, reads)
  return { ...world, promote: { ...promote, ...options.tune } }
}

function fail(error: unknown): never {
  throw error
}

/** A person who has signed in; an editor unless given otherwise. */
export function buildActor(name: string, more: Partial<Actor> = {}): Actor {
  return {
    id: `https://id.example.com#${name}`,
    name,
    email: `${name}@example.com`,
    groups: [],
    kind: 'person',
    role: 'editor',
    scopes: 'all',
    repos: 'all',
    stages: 'all',
    ...more,
  }
}

/** A request to the repository `ml`, under a new request id unless given. */
export function buildRequest(
  commands: readonly Command[],
  more: Partial<CommandRequest> = {},
): CommandRequest {
  return { repo: 'ml', commands, reason: null, requestId: randomUUID(), expected: null, ...more }
}

export function assign(artifact: string, version: string, stage: string): Command {
  return {
    kind: 'assign',
    artifact: nameOf(artifact),
    version: versionOf(version),
    stage: stageOf(stage),
  }
}

export function nameOf(text: string): ArtifactName {
  return present(parseArtifactName(text))
}

export function versionOf(text: string): VersionName {
  return present(parseVersionName(text))
}

export function stageOf(text: string): StageName {
  return present(parseStageName(text))
}

export function commitOf(text: string): CommitSha {
  return present(parseCommitSha(text))
}

function present<Value>(value: Value | null): Value {
  if (value === null) throw new Error('not a name')
  return value
}
