'use client'

import { useActionState } from 'react'
import type { Refusal } from '@/lib/views/refusal'
import { RefusalNotice } from '../refusal/refusal-notice'
import { buttonClass } from '../ui/button-class'
import { CommandLine } from '../ui/command-line'
import { fieldClass } from '../ui/field-class'
import { Notice } from '../ui/notice'
import { SelectBox, selectClass } from '../ui/select-box'

export type TokenAnswer =
  /** The secret is shown only once. */
  | { readonly kind: 'created'; readonly name: string; readonly secret: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

type CreateToken = (before: TokenAnswer | null, form: FormData) => Promise<TokenAnswer>

const SCOPES = [
  { scope: 'read', does: 'reads' },
  { scope: 'register', does: 'registers, deregisters, deprecates' },
  { scope: 'promote', does: 'promotes, empties stages, rolls back; with read, also approves' },
  { scope: 'deploy', does: 'requests syncs' },
  { scope: 'admin', does: 'everything that your role allows' },
] as const

const DAYS = [7, 30, 90, 366] as const

type Props = {
  readonly repos: readonly string[]
  readonly stages: readonly string[]
  readonly create: CreateToken
}

/** Creates an API token and shows its secret once. */
export function TokenForm({ repos, stages, create }: Props) {
  const [answer, action, pending] = useActionState(create, null)
  return (
    <form action={action} className="flex flex-col gap-4 px-4 py-3" aria-busy={pending}>
      <div role="status" className="empty:hidden">
        {answer?.kind === 'created' ? (
          <Notice
            tone="neutral"
            title={`The token ${answer.name} was created. Copy it now: it is not shown again.`}
          >
            <div className="mt-2">
              <CommandLine command={answer.secret} label="token" />
            </div>
          </Notice>
        ) : null}
        {answer?.kind === 'refused' ? <RefusalNotice refusal={answer.refusal} /> : null}
      </div>
      <div className="flex flex-wrap gap-3">
        <label className="flex min-w-48 flex-1 flex-col gap-1 text-xs text-text-soft">
          Name
          <input
            id="new-token"
            name="name"
            required
            maxLength={100}
            autoComplete="off"
            placeholder="What the token is for"
            className={fieldClass}
          />
        </label>
        <label className="flex flex-col gap-1 text-xs text-text-soft">
          Expires after
          <SelectBox>
            <select name="days" defaultValue={90} className={selectClass}>
              {DAYS.map((days) => (
                <option key={days} value={days}>
                  {days} days
                </option>
              ))}
            </select>
          </SelectBox>
        </label>
      </div>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-xs text-text-soft">May do</legend>
        {SCOPES.map(({ scope, does }) => (
          <label key={scope} className="flex min-h-7 items-center gap-x-2">
            <input
              type="checkbox"
              name="scopes"
              value={scope}
              defaultChecked={scope === 'read'}
              className="size-3.5 flex-none accent-accent-fill"
            />
            <span className="w-16 flex-none">{scope}</span>
            <span className="text-xs text-text-faint">{does}</span>
          </label>
        ))}
      </fieldset>
      <Limit name="repos" legend="Only in these repositories" values={repos} />
      <Limit name="stages" legend="Only these stages" values={stages} />
      <button
        type="submit"
        aria-disabled={pending}
        className={`${buttonClass('primary')} self-start`}
      >
        Create token
      </button>
    </form>
  )
}

type LimitProps = {
  readonly name: string
  readonly legend: string
  readonly values: readonly string[]
}

/** No choice means no limit. */
function Limit({ name, legend, values }: LimitProps) {
  if (values.length === 0) return null
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-text-soft">{legend} (none chosen: all)</legend>
      <div className="flex flex-wrap gap-x-4">
        {values.map((value) => (
          <label key={value} className="flex min-h-7 items-center gap-2">
            <input
              type="checkbox"
              name={name}
              value={value}
              className="size-3.5 accent-accent-fill"
            />
            <bdi>{value}</bdi>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
