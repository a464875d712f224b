import { buttonClass } from '../ui/button-class'
import { CommandLine } from '../ui/command-line'
import { ConfirmStep } from '../ui/confirm-step'
import { EmptyState } from '../ui/empty-state'
import { TablePanel } from '../ui/table-panel'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'

type TokenRow = {
  readonly id: string
  readonly name: string
  readonly owner: string
  readonly scopes: readonly string[]
  /** The repositories that the viewer may see, and the number of the others. */
  readonly repos: 'all' | readonly string[]
  readonly stages: 'all' | readonly string[]
  readonly createdAt: string
  readonly expiresAt: string
  readonly usedAt: string | null
}

type Props = {
  readonly tokens: readonly TokenRow[]
  /** The owners are shown if the list has other people's tokens. */
  readonly owners: 'shown' | 'hidden'
  readonly now: number
  /** Of this server, for an example: `http://localhost:3000`. */
  readonly address: string
  /** Revokes the token that the form's `id` names. */
  readonly revoke: (form: FormData) => Promise<void>
}

/** API tokens without their secrets, each with a button that revokes it after a question. */
export function TokenList({ tokens, owners, now, address, revoke }: Props) {
  if (tokens.length === 0) {
    return (
      <EmptyState icon="key-round" title="No tokens yet">
        <p>
          With a token, a program can read the registry or promote in your name, within your own
          permissions:
        </p>
        <CommandLine
          command={`curl -H "Authorization: Bearer $SIGNET_TOKEN" '${address}/api/v1/models'`}
        />
      </EmptyState>
    )
  }
  return (
    <TablePanel>
      <table className="data-table">
        <caption className="sr-only">API tokens</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            {owners === 'shown' ? <th scope="col">Owner</th> : null}
            <th scope="col">Scopes</th>
            <th scope="col">Repositories</th>
            <th scope="col">Stages</th>
            <th scope="col">Created</th>
            <th scope="col">Expires</th>
            <th scope="col">Last used</th>
            <th scope="col">
              <span className="sr-only">Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td className="font-medium">
                <UntrustedText text={token.name} />
              </td>
              {owners === 'shown' ? (
                <td data-label="Owner">
                  <UntrustedText text={token.owner} />
                </td>
              ) : null}
              <td data-label="Scopes">{token.scopes.join(', ')}</td>
              <td data-label="Repositories" className="text-text-soft">
                {formatLimit(token.repos)}
              </td>
              <td data-label="Stages" className="text-text-soft">
                {formatLimit(token.stages)}
              </td>
              <td data-label="Created" className="text-text-soft">
                <TimeAgo at={token.createdAt} now={now} />
              </td>
              <td data-label="Expires">
                {Date.parse(token.expiresAt) <= now ? (
                  <span className="text-danger">ended</span>
                ) : (
                  <TimeAgo at={token.expiresAt} now={now} />
                )}
              </td>
              <td data-label="Last used" className="text-text-soft">
                {token.usedAt ? <TimeAgo at={token.usedAt} now={now} /> : 'never'}
              </td>
              <td>
                <ConfirmStep
                  label="Revoke"
                  name={token.name}
                  consequence="What uses this token is refused at once. It cannot be restored."
                >
                  <form action={revoke}>
                    <input type="hidden" name="id" value={token.id} />
                    <button type="submit" className={buttonClass('danger')}>
                      Yes, revoke<span className="sr-only"> {token.name}</span>
                    </button>
                  </form>
                </ConfirmStep>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TablePanel>
  )
}

function formatLimit(limit: TokenRow['repos']): string {
  if (limit === 'all') return 'all'
  return limit.length > 0 ? limit.join(', ') : 'none'
}
