import { modelHref } from '../model/model-href'
import { Icon } from '../ui/icon'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import type { BoardContext, BoardRowContent } from './board-content'
import { BoardSlot } from './board-slot'
import { Nothing } from './nothing'

type Props = { readonly row: BoardRowContent; readonly context: BoardContext }

/** A model: its latest version and the versions in its stages. */
export function BoardRow({ row, context }: Props) {
  const { repo, name, latest, open, toggleHref, repoHref } = row
  return (
    <tr>
      <td className="board-model">
        <span>
          <a
            id={`${repo}:${name}`}
            href={toggleHref}
            aria-expanded={open === 'yes'}
            aria-label={`What promoting ${name} would change`}
            className="icon-button"
          >
            <Icon name="chevron-right" />
          </a>
          <span>
            <a href={modelHref(row)} data-row-link="">
              <UntrustedText text={name} />
            </a>
            <a href={repoHref}>{repo}</a>
          </span>
        </span>
      </td>
      <td data-label="Latest" className="cell-latest">
        {latest ? (
          <>
            <code>{latest.version}</code>
            <small>
              <TimeAgo at={latest.at} now={context.now} form="letters" />
            </small>
          </>
        ) : (
          <Nothing />
        )}
      </td>
      {context.shown.map((stage) => (
        <BoardSlot key={stage} stage={stage} row={row} context={context} />
      ))}
    </tr>
  )
}
