'use client'

import { useActionState } from 'react'
import type { Refusal } from '@/lib/views/refusal'
import { RefusalNotice } from '../refusal/refusal-notice'
import { buttonClass } from '../ui/button-class'
import { fieldClass } from '../ui/field-class'
import { Icon } from '../ui/icon'

/** Decides the request `id` of the form according to its `decision`. Returns the refusal if that is not possible. */
export type DecideAction = (before: Refusal | null, form: FormData) => Promise<Refusal | null>

type Props = {
  readonly id: string
  /** The fingerprint of the preview beside the form; null without a preview. */
  readonly expected: string | null
  /** Another person's request can be approved or declined; the person's own can be withdrawn. */
  readonly whose: 'own' | 'other'
  readonly decide: DecideAction
}

/** Approve and decline with a reason, or withdraw. The server checks everything again on the remote's current tags. */
export function DecideForm({ id, expected, whose, decide }: Props) {
  const [refusal, action, pending] = useActionState(decide, null)
  return (
    <form action={action} className="flex flex-col gap-3" aria-busy={pending}>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="expected" value={expected ?? ''} />
      <div role="status" className="empty:hidden">
        {refusal ? <RefusalNotice refusal={refusal} /> : null}
      </div>
      {whose === 'own' ? (
        <button
          type="submit"
          name="decision"
          value="withdraw"
          className={`${buttonClass('outline')} self-start`}
        >
          <Icon name="x" />
          Withdraw the request
        </button>
      ) : (
        <>
          <label className="flex flex-col gap-1 text-xs text-text-soft">
            Reason
            <input
              name="reason"
              maxLength={500}
              autoComplete="off"
              placeholder="In one line, for the requester; required to decline"
              className={fieldClass}
            />
          </label>
          <div className="flex gap-2">
            <button
              type="submit"
              name="decision"
              value="approve"
              aria-disabled={pending}
              className={buttonClass('primary')}
            >
              <Icon name="check" />
              Approve
            </button>
            <button
              type="submit"
              name="decision"
              value="decline"
              aria-disabled={pending}
              className={buttonClass('outline')}
            >
              <Icon name="x" />
              Decline
            </button>
          </div>
        </>
      )}
      <p role="status" className="text-xs text-text-soft empty:hidden">
        {pending ? 'Checking again and writing' : ''}
      </p>
    </form>
  )
}
