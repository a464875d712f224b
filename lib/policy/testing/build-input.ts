import type { ArtifactInput } from '@/lib/registry/artifact'
import type { Command } from '@/lib/registry/commands/command'
import { decide } from '@/lib/registry/commands/decide'
import { deriveArtifact } from '@/lib/registry/derive-artifact'
import { type ArtifactFacts, NO_FACTS } from '@/lib/registry/facts'
import type { ArtifactName, CommitSha, StageName, VersionName } from '@/lib/registry/names'
import { buildTag } from '@/lib/registry/testing/build-tag'
import type { PolicyInput } from '../policy-input'
import type { Identity } from '../principal'
import type { StageRule } from '../rule'

export const OPEN: StageRule = {
  who: null,
  from: null,
  branches: null,
  approvals: 0,
  reason: 'optional',
  checks: [],
}

export const ANA = person('ana', ['ml', 'ml-leads'])
export const BOB = person('bob', ['ml'])
export const CEM = person('cem', ['ml-leads'])

export function person(name: string, groups: readonly string[] = []): Identity {
  return { id: `https://id.example.com#${name}`, name, email: `${name}@example.com`, groups }
}

const FACTS: ArtifactFacts = {
  ...NO_FACTS,
  annotated: true,
  file: 'artifacts.yaml',
  type: 'model',
}

/** A commit of the tests, by the letter of its tags. */
export const shaOf = (letter: string) => letter.repeat(40) as CommitSha

/** The artifact `m` of tags written as `NAME LETTER`, one a second; `facts` are those of commit a. */
function buildArtifact(tags: readonly string[], facts: Partial<ArtifactFacts> = {}) {
  const input: ArtifactInput = {
    name: 'm' as ArtifactName,
    tags: tags.map((tag, index) => {
      const [name = '', letter = ''] = tag.split(' ')
      return buildTag(name, { commit: shaOf(letter), at: index + 1 })
    }),
    facts: new Map([[shaOf('a'), { ...FACTS, ...facts }]]),
    commits: new Map(),
    branches: [],
    versionsPerStage: 'one',
  }
  return deriveArtifact(input)
}

const TAGS = ['m@v1.0.0 a', 'm@v0.9.0 b', 'm#production#1 b', 'm#staging#2 a']

type Given = Partial<Omit<PolicyInput, 'plan'>> & {
  readonly tags?: readonly string[]
  readonly facts?: Partial<ArtifactFacts>
  /** `assign production v1.0.0` where not given. */
  readonly command?: Partial<Command>
}

/** Ana wants v1.0.0 of commit a, which is in staging, in production. Everything given replaces that. */
export function buildInput({ tags = TAGS, facts, command, ...given }: Given = {}): PolicyInput {
  const artifact = buildArtifact(tags, facts)
  const asked = {
    artifact: artifact.name,
    kind: 'assign',
    version: 'v1.0.0' as VersionName,
    stage: 'production' as StageName,
    commit: shaOf('c'),
    bump: null,
    ...command,
  } as Command
  const decision = decide({
    command: asked,
    artifact,
    tagNames: tags.map((tag) => tag.split(' ')[0] ?? ''),
    allowedStages: null,
    now: 1000,
  })
  if (decision.kind === 'refused') throw new Error(decision.refusal.code)
  return {
    server: {},
    repo: null,
    plan: decision.plan,
    artifact,
    requester: ANA,
    approvers: [],
    reason: null,
    commitBranches: [],
    registrationVerdict: null,
    ...given,
  }
}
