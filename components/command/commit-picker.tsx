import type { ReactNode } from 'react'
import { fieldClass } from '../ui/field-class'
import { SelectBox, selectClass } from '../ui/select-box'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { formatPlain } from '../ui/visible-text'
import type { Choices, CommitChoice } from './command-answer'
import { type CommandForm, FIELD, type FormChange } from './command-form'

type Props = {
  readonly form: CommandForm
  readonly choices: Choices
  readonly onChange: FormChange
  readonly now: number
}

/** Picks a commit of a branch. The search covers the message, the author and the start of the id. */
export function CommitPicker({ form, choices, onChange, now }: Props) {
  const { branches, commits } = choices
  const isDivided = commits.some(({ touches }) => touches)
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-xs text-text-soft">Commit</legend>
      <div className="flex gap-2">
        <input
          name={FIELD.query}
          value={form.query}
          onChange={(event) => onChange({ query: event.target.value })}
          type="search"
          aria-label="Search commits"
          placeholder="Message, author or id"
          autoComplete="off"
          spellCheck={false}
          className={`${fieldClass} w-full flex-1`}
        />
        <SelectBox>
          <select
            name={FIELD.branch}
            aria-label="Branch"
            value={form.branch}
            onChange={(event) => onChange({ branch: event.target.value, commit: '' })}
            className={`${selectClass} max-w-40`}
          >
            {branches.map((branch) => (
              <option key={branch} value={branch}>
                {formatPlain(branch)}
              </option>
            ))}
          </select>
        </SelectBox>
      </div>
      <div className="max-h-64 overflow-y-auto rounded-md border border-line-strong">
        {commits.length === 0 ? (
          <p className="px-3 py-4 text-text-soft">No commit on this branch matches the search.</p>
        ) : null}
        {[
          { title: 'Changed the model', listed: commits.filter(({ touches }) => touches) },
          { title: 'Other commits', listed: commits.filter(({ touches }) => !touches) },
        ].map(({ title, listed }) => (
          <CommitGroup key={title} title={isDivided ? title : null}>
            {listed.map((commit) => (
              <CommitOption
                key={commit.commit}
                commit={commit}
                chosen={form.commit === commit.commit ? 'yes' : 'no'}
                onPick={() => onChange({ commit: commit.commit })}
                now={now}
              />
            ))}
          </CommitGroup>
        ))}
      </div>
    </fieldset>
  )
}

type GroupProps = { readonly title: string | null; readonly children: readonly ReactNode[] }

/** Commits under a title, if they need one. */
function CommitGroup({ title, children }: GroupProps) {
  if (children.length === 0) return null
  return (
    <>
      {title === null ? null : (
        <p className="border-b border-line bg-sunken px-2.5 py-1 text-xs text-text-soft">{title}</p>
      )}
      {children}
    </>
  )
}

type OptionProps = {
  readonly commit: CommitChoice
  readonly chosen: 'yes' | 'no'
  readonly onPick: () => void
  readonly now: number
}

function CommitOption({ commit, chosen, onPick, now }: OptionProps) {
  return (
    <label className="flex min-w-0 items-start gap-2 border-b border-line px-2.5 py-1.5 last:border-0 hover:bg-sunken has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent">
      <input
        type="radio"
        name={FIELD.commit}
        value={commit.commit}
        checked={chosen === 'yes'}
        onChange={onPick}
        className="mt-1 size-3.5 flex-none accent-accent-fill outline-none"
      />
      <span className="min-w-0 flex-1">
        <span className="block truncate" data-tip={formatPlain(commit.subject)}>
          <UntrustedText text={commit.subject} />
        </span>
        <span className="flex flex-wrap gap-x-2 text-xs text-text-soft">
          <code>{commit.commit.slice(0, 7)}</code>
          <span className="max-w-32 truncate">
            <UntrustedText text={commit.author} />
          </span>
          <TimeAgo at={commit.at} now={now} />
          {commit.versions.length > 0 ? (
            <span className="text-warning">is {commit.versions.join(', ')}</span>
          ) : null}
        </span>
      </span>
    </label>
  )
}
