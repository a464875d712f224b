import type { ReactNode } from 'react'
import type { PlannedTag } from '@/lib/views/command'
import { formatVersion } from '../model/format-version'
import { holdersIn } from '../stage/holders-in'
import { Icon } from '../ui/icon'
import { Notice } from '../ui/notice'
import { UntrustedText } from '../ui/untrusted-text'
import { describeRuns } from './describe-runs'

type Props = { readonly planned: PlannedTag }

/** What a person should know of a planned tag before confirming it. None of it refuses the command. */
export function PlannedNotes({ planned }: Props) {
  const { bringsBack, skips, olderThan, endsDeprecation, version, stage } = planned
  return (
    <>
      {bringsBack === null ? null : <BroughtBack planned={planned} returned={bringsBack} />}
      {skips === null ? null : (
        <Note>
          <code>{formatVersion(version ?? '')}</code> has never been in{' '}
          <UntrustedText text={skips} />, the stage before <UntrustedText text={stage ?? ''} />.
        </Note>
      )}
      {endsDeprecation ? (
        <Note>
          <UntrustedText text={planned.artifact} /> is not deprecated after this.
        </Note>
      ) : null}
      {olderThan === null ? null : (
        <Note>
          The commit is older than the one of <code>{olderThan}</code>, the latest version.
        </Note>
      )}
    </>
  )
}

function Note({ children }: { readonly children: ReactNode }) {
  return (
    <p className="mt-2 flex items-start gap-2 text-text-soft [&_code]:text-xs [&_code]:font-semibold [&_code]:text-text">
      <Icon name="info" className="mt-0.5" />
      <span>{children}</span>
    </p>
  )
}

/** An earlier version counts again without a tag of its own, so that CI does not learn of it. */
function BroughtBack({ planned, returned }: Props & { readonly returned: string }) {
  const { before, stage, version } = planned
  const name = stage ?? 'the stage'
  const wasHeld = holdersIn(before, name).some((holder) => holder.version === returned)
  const title = wasHeld
    ? `${formatVersion(returned)} is then the newest in ${name}`
    : `${formatVersion(returned)} returns to ${name}`
  return (
    <div className="mt-3">
      <Notice tone="warning" title={<UntrustedText text={title} />}>
        It was assigned before, and its tag still exists; no tag is written for it.{' '}
        <UntrustedText text={describeRuns(planned)} /> To deploy {formatVersion(returned)}, roll the
        stage back instead of taking {formatVersion(version ?? '')} out.
      </Notice>
    </div>
  )
}
