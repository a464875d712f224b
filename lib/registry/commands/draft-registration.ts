import type { RegistryArtifact } from '../artifact'
import { parseVersionName, type VersionName } from '../names'
import { bumpVersion } from './bump-version'
import { type CommandOf, type Drafted, listNamed, refuse } from './tag-draft'

type Register = CommandOf<'register'>

const FIRST = parseVersionName('v0.0.1')

/**
 * GTO's rules, but that the next version is above every one there ever was, deregistered ones too (D5).
 * Registering on a commit whose version was deregistered registers that version anew.
 */
export function draftRegistration(command: Register, artifact: RegistryArtifact | null): Drafted {
  const { commit, version: asked, bump } = command
  if (asked !== null && bump !== null) return refuse('version-and-bump', { version: asked, bump })
  const here = artifact?.versions.filter((one) => one.commit === commit && !one.discovered) ?? []
  const registered = here.find((one) => one.active)
  if (registered !== undefined) {
    return refuse('commit-already-registered', { commit, version: registered.name })
  }
  const [former] = here
  if (asked !== null && former !== undefined && !here.some((one) => one.name === asked)) {
    return refuse('commit-has-other-version', { commit, version: former.name, asked })
  }
  const version = asked ?? parseVersionName(former?.name ?? '') ?? nextVersion(artifact, bump)
  if (version === null) return refuse('bump-without-version', { artifact: command.artifact, bump })
  const named = artifact === null ? [] : listNamed(artifact, version)
  const other = named.find((one) => one.commit !== commit)
  if (other !== undefined) return refuse('version-taken', { version, commit: other.commit })
  return draft(command, version)
}

/** Null where there is nothing that the wanted step could be taken from. */
function nextVersion(
  artifact: RegistryArtifact | null,
  bump: Register['bump'],
): VersionName | null {
  const highest = artifact?.versions.find((version) => !version.discovered)
  const last = parseVersionName(highest?.name ?? '')
  if (last === null) return bump === null ? FIRST : null
  return bumpVersion(last, bump ?? 'patch')
}

function draft({ artifact, commit }: Register, version: VersionName): Drafted {
  return {
    kind: 'drafted',
    draft: {
      name: { kind: 'registration', artifact, version, counter: null },
      ...{ commit, version, previous: null },
      subject: `Registering artifact ${artifact} version ${version}`,
    },
  }
}
