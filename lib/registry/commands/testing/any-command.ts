import fc from 'fast-check'
import type { ArtifactInput } from '../../artifact'
import { deriveArtifact } from '../../derive-artifact'
import type { ArtifactName, CommitSha, StageName, VersionName } from '../../names'
import { buildTag } from '../../testing/build-tag'
import type { Command } from '../command'

/** The artifact of every history and command here. */
export const NAME = 'eu/x:m' as ArtifactName
const COMMITS = ['a', 'b', 'c'].map((letter) => letter.repeat(40) as CommitSha)
export const STAGES = ['dev', 'prod'] as StageName[]
const VERSIONS = ['v0.0.1', 'v1.0.0-rc.1', 'v1.0.0', 'v1.0.0+x', 'v2.0.0'] as VersionName[]

const commit = fc.constantFrom(...COMMITS)
const stage = fc.constantFrom(...STAGES)
const version = fc.constantFrom(...VERSIONS)
const cancel = fc.constantFrom('', '!')

/** Any history that a person could have tagged by hand, including several tags in one second. */
const anyTags = fc.uniqueArray(
  fc
    .record({
      action: fc.oneof(
        { weight: 4, arbitrary: fc.tuple(version, cancel).map(([name, end]) => `@${name}${end}`) },
        { weight: 4, arbitrary: fc.tuple(stage, cancel).map(([name, end]) => `#${name}${end}`) },
        { weight: 1, arbitrary: fc.constant('@deprecated') },
      ),
      counter: fc.option(fc.nat(9)),
      commit,
      at: fc.nat(20),
    })
    .map(({ action, counter, ...rest }) =>
      buildTag(`eu/x=m${action}${counter === null ? '' : `#${counter}`}`, rest),
    ),
  { selector: ({ name }) => name, maxLength: 12 },
)

/** Any command on it. */
export const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    artifact: fc.constant(NAME),
    kind: fc.constant('register' as const),
    commit,
    version: fc.option(version),
    bump: fc.option(fc.constantFrom('major' as const, 'minor' as const, 'patch' as const)),
  }),
  fc
    .record({
      kind: fc.constantFrom('assign' as const, 'unassign' as const, 'deregister' as const),
      version,
      stage,
    })
    .map((rest): Command => ({ artifact: NAME, ...rest })),
  fc.constant<Command>({ artifact: NAME, kind: 'deprecate' }),
  stage.map((of): Command => ({ artifact: NAME, kind: 'roll-back', stage: of })),
)

export const anyHistory = fc.record({
  tags: anyTags,
  versionsPerStage: fc.constantFrom('one' as const, 'many' as const),
})

/** The state of the history, and the input of deciding a command on it. */
export function openHistory(given: Pick<ArtifactInput, 'tags' | 'versionsPerStage'>) {
  const none = { commits: new Map(), facts: new Map(), branches: [] }
  const input: ArtifactInput = { name: NAME, ...none, ...given }
  const artifact = given.tags.length === 0 ? null : deriveArtifact(input)
  const tagNames = given.tags.map((tag) => tag.name)
  return { input, decideOn: { artifact, tagNames, allowedStages: null, now: 0 } }
}
