import { CommandLine } from '../ui/command-line'
import { Copyable } from '../ui/copyable'
import { Panel } from '../ui/panel'
import type { OperationView } from './operation-view'

type Props = {
  /** The address that every operation starts with. */
  readonly root: string
  readonly operations: readonly OperationView[]
}

/** Every operation with what it takes, what it answers, and how to call it. */
export function OperationList({ root, operations }: Props) {
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <p className="flex flex-wrap items-center gap-x-1.5 text-text-soft">
        The address is <Copyable text={root} label="address" />.
        <span>
          Put a token into $SIGNET_TOKEN where a command has one;{' '}
          <a href="/settings?tab=tokens" className="text-accent underline">
            Settings
          </a>{' '}
          makes it.
        </span>
      </p>
      {operations.map((operation) => (
        <Panel
          key={operation.id}
          title={`${operation.method} ${operation.path}`}
          aside={operation.answers.map((answer) => answer.status).join(' · ')}
        >
          <div className="flex flex-col gap-3 p-4">
            <p className="text-text-soft">{operation.summary}.</p>
            <Parameters operation={operation} />
            <CommandLine command={operation.command} />
          </div>
        </Panel>
      ))}
    </div>
  )
}

function Parameters({ operation }: { readonly operation: OperationView }) {
  if (operation.parameters.length === 0) return null
  return (
    <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1.5 text-sm">
      {operation.parameters.map(({ name, place, allowed, description }) => (
        <div key={name} className="contents">
          <dt className="font-mono text-xs leading-5">{place === 'path' ? `{${name}}` : name}</dt>
          <dd className="min-w-0 text-text-soft">
            {allowed}
            {description ? <span className="text-text-faint"> · {description}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  )
}
