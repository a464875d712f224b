import type { SignatureView } from '@/lib/views/signature'
import { SignatureMark } from '../signature/signature-mark'
import type { AgoForm } from '../ui/format-ago'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { VersionPill } from './version-pill'

type Holder = {
  readonly version: string
  readonly assignedAt: string
  readonly signature: SignatureView
  readonly behind: number | null
}

type Props = {
  readonly stage: string
  readonly order: readonly string[]
  readonly holders: readonly Holder[]
  readonly now: number
  readonly form: AgoForm
  /** Whether proven signers stand beside the mark. */
  readonly names?: 'signers'
}

const MAX_HOLDERS = 10

/** The versions that hold a stage: since when, with which signature, and how many versions behind. */
export function StageCell({ stage, order, holders, now, form, names }: Props) {
  return (
    <>
      {holders.slice(0, MAX_HOLDERS).map(({ version, assignedAt, signature, behind }) => (
        <div key={`${version} ${assignedAt}`}>
          <VersionPill version={version} stage={stage} order={order} />
          <SignatureMark signature={signature} />
          {names && signature.status === 'verified' && signature.signer !== null ? (
            <span className="min-w-0 truncate text-2xs text-text-soft">
              <span className="sr-only"> by </span>
              <UntrustedText text={signature.signer} />
            </span>
          ) : null}
          <small>
            <TimeAgo at={assignedAt} now={now} form={form} />
            {behind ? <b>{`${behind} behind`}</b> : null}
          </small>
        </div>
      ))}
      {holders.length > MAX_HOLDERS ? (
        <small>{`+${(holders.length - MAX_HOLDERS).toLocaleString('en')}`}</small>
      ) : null}
    </>
  )
}
