import type { ReactNode } from 'react'
import { fieldClass } from '../ui/field-class'
import { Icon } from '../ui/icon'
import { SelectBox, selectClass } from '../ui/select-box'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { hoverText } from '../ui/visible-text'
import type { Choices, CommitChoice, NextVersions } from './command-answer'
import { type CommandForm, FIELD, type FormChange, type Step } from './command-form'

type Props = {
  readonly form: CommandForm
  readonly choices: Choices
  readonly onChange: FormChange
  readonly now: number
}

/** The inputs of a registration: the commit and the number of the new version. */
export function RegisterFields({ form, choices, onChange, now }: Props) {
  return (
    <>
      <CommitPicker form={form} choices={choices} onChange={onChange} now={now} />
      <StepPicker
        form={form}
        latest={choices.models[0]?.latest ?? null}
        next={choices.next}
        onChange={onChange}
      />
    </>
  )
}

/** Picks a commit of a branch. The search covers the message, the author and the start of the id. */
function CommitPicker({ form, choices, onChange, now }: Props) {
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
                {branch}
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
        <span className="block truncate" data-tip={hoverText(commit.subject)}>
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

const STEPS: readonly { readonly step: Step; readonly label: string; readonly aside: string }[] = [
  { step: 'patch', label: 'Patch', aside: 'a fix or a retrained model' },
  { step: 'minor', label: 'Minor', aside: 'better, used in the same way' },
  { step: 'major', label: 'Major', aside: 'used in a different way' },
  { step: 'named', label: 'Custom', aside: '' },
]

type StepPickerProps = {
  readonly form: CommandForm
  readonly latest: string | null
  readonly next: NextVersions | null
  readonly onChange: FormChange
}

/** Picks the number of the new version: a step from the latest version, or a custom one. */
function StepPicker({ form, latest, next, onChange }: StepPickerProps) {
  const offered = STEPS.filter(({ step }) => next !== null || step === 'patch' || step === 'named')
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-xs text-text-soft">
        {latest ? (
          <>
            Version, after <code>{latest}</code>
          </>
        ) : (
          'Version'
        )}
      </legend>
      {offered.map(({ step, label, aside }) => (
        <label key={step} className="flex min-h-7 items-center gap-2">
          <input
            type="radio"
            name={FIELD.step}
            value={step}
            checked={form.step === step}
            onChange={() => onChange({ step })}
            className="size-3.5 flex-none accent-accent-fill"
          />
          {next === null && step === 'patch' ? 'First version, v0.0.1' : label}
          {next === null || step === 'named' ? null : (
            <>
              <Icon name="arrow-right" className="size-3 text-text-faint" />
              <code className="text-xs">{next[step]}</code>
              <span className="text-xs text-text-faint">{aside}</span>
            </>
          )}
        </label>
      ))}
      <input
        name={FIELD.newVersion}
        value={form.newVersion}
        onChange={(event) => onChange({ step: 'named', newVersion: event.target.value.trim() })}
        aria-label="Name of the new version"
        placeholder="v1.2.0"
        autoComplete="off"
        spellCheck={false}
        className={`${fieldClass} font-mono ${form.step === 'named' ? '' : 'opacity-60'}`}
      />
    </fieldset>
  )
}
