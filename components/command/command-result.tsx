import type { ReactNode } from 'react'
import type { CommandView } from '@/lib/views/command'
import { modelHref } from '../model/model-href'
import { RefusalNotice } from '../refusal/refusal-notice'
import { buttonClass } from '../ui/button-class'
import { CommandLine } from '../ui/command-line'
import { ForgeLink } from '../ui/forge-link'
import { formatInstant } from '../ui/format-ago'
import { Icon } from '../ui/icon'
import { Notice } from '../ui/notice'
import { UntrustedText } from '../ui/untrusted-text'
import { CommandProgress, countApprovals, isWithdrawn, isWritten } from './command-progress'
import { doneSentence } from './command-sentences'
import { RollBackLink } from './roll-back-link'
import { WrittenTags } from './written-tags'

type Props = {
  readonly command: CommandView
  /** The tags that are known to start no CI workflow. */
  readonly withoutRuns?: readonly string[]
  readonly children?: ReactNode
}

/** The outcome or progress of a command: the steps, the remote's answer, and what to do next. */
export function CommandResult({ command, withoutRuns = [], children }: Props) {
  return (
    <div className="flex flex-col gap-5">
      <Ending command={command} />
      <CommandProgress command={command} />
      {command.superseded ? (
        <Notice tone="warning" title="A newer tag was written in the meantime">
          <NewerTag {...command.superseded} /> by <UntrustedText text={command.superseded.tagger} />
          , {formatInstant(command.superseded.at)}. The newer tag counts.
        </Notice>
      ) : null}
      {isWritten(command) ? <WhatNext command={command} withoutRuns={withoutRuns} /> : null}
      {command.state === 'waiting' ? (
        <p>
          <a href={`/commands/${command.id}`} className={buttonClass('outline')}>
            Open the request
          </a>
        </p>
      ) : null}
      {children}
    </div>
  )
}

function NewerTag({ tag, link }: NonNullable<CommandView['superseded']>) {
  const name = <UntrustedText text={tag} />
  if (!link) return name
  return (
    <span className="inline-flex max-w-full align-bottom">
      <ForgeLink link={link} name={`Tag ${tag}`}>
        {name}
      </ForgeLink>
    </span>
  )
}

function Ending({ command }: { readonly command: CommandView }) {
  const { state, refusal } = command
  if (isWritten(command)) {
    return (
      <p className="flex items-center gap-2 text-base font-medium">
        <Icon name="circle-check" className="text-ok" />
        <UntrustedText text={doneSentence(command)} />
      </p>
    )
  }
  if (refusal) return <RefusalNotice refusal={refusal} />
  switch (state) {
    case 'waiting':
      return <WaitingNotice command={command} />
    case 'unknown':
      return (
        <Notice tone="warning" title="The remote has not answered">
          Signet sent the tag and received no answer, so the remote may or may not have it. Signet
          reads the remote until it knows, and sends nothing twice.
        </Notice>
      )
    case 'declined':
      return <NotApproved command={command} />
    case 'expired':
      return (
        <Notice tone="neutral" title="The request has expired">
          {command.tags.length > 0
            ? 'The tag did not reach the remote within a day, and Signet does not push older tags.'
            : 'No one decided in time.'}{' '}
          Nothing was written.
        </Notice>
      )
    default:
      return <p className="text-base font-medium">In progress</p>
  }
}

/** The approvals that a request waits for, and when it expires. */
export function WaitingNotice({ command }: { readonly command: CommandView }) {
  const { approvalsNeeded, expiresAt } = command
  return (
    <Notice tone="warning" title="Waiting for approval">
      {countApprovals(command)} of {approvalsNeeded}{' '}
      {approvalsNeeded === 1 ? 'approval' : 'approvals'}. Nothing is written before then.
      {expiresAt ? ` The request expires ${formatInstant(expiresAt)}.` : ''}
    </Notice>
  )
}

function NotApproved({ command }: { readonly command: CommandView }) {
  const last = command.approvals.at(-1)
  const isTakenBack = isWithdrawn(command)
  return (
    <Notice
      tone={isTakenBack ? 'neutral' : 'danger'}
      title={isTakenBack ? 'Withdrawn' : 'Declined'}
    >
      By <UntrustedText text={last?.by ?? ''} />
      {last?.reason ? (
        <>
          : <UntrustedText text={last.reason} />
        </>
      ) : null}
      . Nothing was written.
    </Notice>
  )
}

type NextProps = { readonly command: CommandView; readonly withoutRuns: readonly string[] }

function WhatNext({ command, withoutRuns }: NextProps) {
  const [first, ...others] = command.commands
  const alone = first !== undefined && others.length === 0
  return (
    <>
      <WrittenTags tags={command.tags} withoutRuns={withoutRuns} />
      <section className="flex flex-col gap-2">
        <h3 className="text-xs font-medium text-text-faint">Verify it yourself</h3>
        <CommandLine command={verifyCommands(command)} label="commands" />
        <p className="text-xs text-text-soft">
          <code>git verify-tag</code> needs the key of the service account among the keys that you
          trust.{' '}
          <a href="/settings" className="text-accent underline">
            Settings
          </a>{' '}
          shows it.{' '}
        </p>{' '}
      </section>
      {alone ? (
        <p className="flex flex-wrap gap-2">
          <a
            href={modelHref({ repo: command.repo, name: first.artifact })}
            className={buttonClass('outline')}
          >
            Open the model
          </a>
          <a
            href={`${modelHref({ repo: command.repo, name: first.artifact })}?tab=history`}
            className={buttonClass('outline')}
          >
            Its history
          </a>
          <RollBackLink command={command} />
        </p>
      ) : null}
    </>
  )
}

/** The commands that fetch and verify the tags in a clone. */
function verifyCommands({ tags }: CommandView): string {
  return tags
    .map(
      ({ tag }) => `git fetch origin 'refs/tags/${tag}:refs/tags/${tag}'\ngit verify-tag '${tag}'`,
    )
    .join('\n')
}
