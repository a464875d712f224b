import type { RegistryArtifact, RegistryVersion } from '../artifact'
import { parseVersionName, type VersionName } from '../names'
import { compareVersions } from '../version-order'
import { bumpVersion } from './bump-version'
import { type CommandOf, type Drafted, refuse } from './tag-draft'

type Register = CommandOf<'register'>

const FIRST = parseVersionName('v0.0.1')

/**
 * GTO's rules, except that the next version is above every earlier one, including deregistered ones (D5). Registering
 * on a commit whose version was deregistered registers that version again.
 */
export function draftRegistration(command: Register, artifact: RegistryArtifact | null): Drafted {
  const { commit, version: asked, bump } = command
  if (asked !== null && bump !== null) return refuse('version-and-bump', { version: asked, bump })
  const registered = artifact?.versions.find((one) => one.commit === commit && isCounted(one))
  if (registered !== undefined) {
    return refuse('commit-already-registered', { commit, version: registered.name })
  }
  const taken = artifact === null ? [] : listTaken(artifact)
  const here = taken.filter((one) => one.commit === commit)
  const [former] = here
  if (asked !== null && former !== undefined && !here.some((one) => one.name === asked)) {
    return refuse('commit-has-other-version', { commit, version: former.name, asked })
  }
  const version = asked ?? former?.name ?? nextVersion(artifact, bump)
  if (version === null) return refuse('bump-without-version', { artifact: command.artifact, bump })
  const other = taken.find((one) => one.name === version && one.commit !== commit)
  if (other !== undefined) return refuse('version-taken', { version, commit: other.commit })
  return draft(command, version)
}

function isCounted({ active, discovered }: RegistryVersion): boolean {
  return active && !discovered
}

type Taken = { readonly name: VersionName; readonly commit: string }

/** Every version that ever existed, those that count first and in descending order. */
function listTaken(artifact: RegistryArtifact): readonly Taken[] {
  const counted = artifact.versions.flatMap(({ name, commit }) => toTaken(name, commit))
  return [...counted, ...listRejected(artifact)]
}

/**
 * A registration that does not count still counts for GTO, which cannot read one version on two commits, nor two
 * versions on one commit.
 */
function listRejected({ rejected }: RegistryArtifact): readonly Taken[] {
  return rejected
    .filter(({ kind }) => kind === 'registration' || kind === 'deregistration')
    .flatMap(({ version, tag }) => toTaken(version ?? '', tag.commit))
}

function toTaken(text: string, commit: string): readonly Taken[] {
  const name = parseVersionName(text)
  return name === null ? [] : [{ name, commit }]
}

/** Null when there is no version that the step could raise. */
function nextVersion(
  artifact: RegistryArtifact | null,
  bump: Register['bump'],
): VersionName | null {
  const [first, ...others] =
    artifact === null ? [] : [...listTaken(artifact).slice(0, 1), ...listRejected(artifact)]
  if (first === undefined) return bump === null ? FIRST : null
  const last = others.reduce(
    (high, { name }) => (compareVersions(high, name) < 0 ? name : high),
    first.name,
  )
  return bumpVersion(last, bump ?? 'patch')
}

function draft({ artifact, commit }: Register, version: VersionName): Drafted {
  return {
    kind: 'drafted',
    draft: {
      name: { kind: 'registration', artifact, version, counter: null },
      commit,
      version,
      previous: null,
      subject: `Registering artifact ${artifact} version ${version}`,
    },
  }
}
