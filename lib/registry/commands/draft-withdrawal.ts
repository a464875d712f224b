import { type CommitSha, parseCommitSha } from '../names'
import { findActiveAssignment } from './active-assignments'
import { findAmbiguousVersion } from './find-ambiguous-version'
import { type CommandOf, type Drafted, listNamed, type RegistrySide, refuse } from './tag-draft'

type Side = Pick<RegistrySide, 'artifact'>

/** Unassigns a stage from a version, whether it was displaced since or not. */
export function draftUnassignment(command: CommandOf<'unassign'>, { artifact }: Side): Drafted {
  const { version: name, stage } = command
  const named = listNamed(artifact, name)
  if (named.length === 0) return refuse('version-unknown', { version: name })
  const version = named.find((one) => findActiveAssignment(one, stage) !== null)
  const event = version === undefined ? null : findActiveAssignment(version, stage)
  if (version === undefined || event === null)
    return refuse('not-in-stage', { version: name, stage })
  const { commit } = version
  const ambiguous = findAmbiguousVersion(artifact, version)
  if (ambiguous !== null) {
    return refuse('commit-has-other-version', { commit, version: ambiguous.name, asked: name })
  }
  return {
    kind: 'drafted',
    draft: {
      name: { kind: 'unassignment', artifact: artifact.name, stage, counter: null },
      commit,
      version: name,
      previous: { event, version: name },
      subject: `Unassigning stage '${stage}' to artifact '${artifact.name}' version '${name}'`,
    },
  }
}

/** Deregisters a version. Its stage tags stay, and count again when it is registered again. */
export function draftDeregistration(command: CommandOf<'deregister'>, { artifact }: Side): Drafted {
  const { version } = command
  const named = listNamed(artifact, version)
  if (named.length === 0) return refuse('version-unknown', { version })
  const registered = named.find((one) => one.active)
  if (registered === undefined) {
    const isFormer = named.some((one) => one.registered)
    return refuse(isFormer ? 'already-deregistered' : 'version-not-registered', { version })
  }
  return {
    kind: 'drafted',
    draft: {
      name: { kind: 'deregistration', artifact: artifact.name, version, counter: null },
      commit: registered.commit,
      version,
      previous: null,
      subject: `Deregistering artifact ${artifact.name} version ${version}`,
    },
  }
}

/** Deprecates an artifact until its next registration or assignment. The tag is on the commit of its newest tag. */
export function draftDeprecation(command: CommandOf<'deprecate'>, { artifact }: Side): Drafted {
  const name = artifact.name
  if (artifact.deprecated) {
    const tag = artifact.events.findLast(({ kind }) => kind === 'deprecation')?.tag.name ?? null
    return refuse('already-deprecated', { artifact: name, tag })
  }
  const commit = findCommit({ artifact })
  if (commit === null) return refuse('artifact-unknown', { artifact: command.artifact })
  return {
    kind: 'drafted',
    draft: {
      name: { kind: 'deprecation', artifact: name, counter: null },
      commit,
      version: null,
      previous: null,
      subject: `Deprecating artifact '${name}'`,
    },
  }
}

/** For an artifact without tags, the commit that declares it. */
function findCommit({ artifact }: Side): CommitSha | null {
  const newest = artifact.events.at(-1)?.tag.commit ?? artifact.source?.commit
  return newest === undefined ? null : parseCommitSha(newest)
}
