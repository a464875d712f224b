import type { Snippet } from '@/lib/snippets/snippet'
import { CommandLine } from '../ui/command-line'
import { Panel } from '../ui/panel'

type Props = {
  readonly snippets: readonly Snippet[]
  /** Whether a command has a place for a token. */
  readonly hasToken: boolean
}

/** Ways to use a version, each with what it does and the lines to paste. */
export function SnippetList({ snippets, hasToken }: Props) {
  return (
    <div className="flex flex-col gap-3">
      {hasToken ? (
        <p className="text-text-soft">
          Put a token with the scope <code className="text-xs">read</code> into $SIGNET_TOKEN;{' '}
          <a href="/settings?tab=tokens" className="text-accent underline">
            Settings
          </a>{' '}
          makes one.
        </p>
      ) : null}
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
        {snippets.map(({ id, title, does, lines }) => (
          <Panel key={id} title={title}>
            <div className="flex flex-col gap-2 p-4">
              <p className="text-text-soft">{does}</p>
              <CommandLine command={lines.join('\n')} label={title} />
            </div>
          </Panel>
        ))}
      </div>
    </div>
  )
}
