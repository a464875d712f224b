import { type AgoForm, formatAgo, formatInstant } from './format-ago'

type Props = { readonly at: string; readonly now: number; readonly form?: AgoForm }

/** A moment, relative to `now` (milliseconds, from the server, so that both renderings agree), exact on hover. */
export function TimeAgo({ at, now, form = 'words' }: Props) {
  return (
    <time dateTime={at} title={formatInstant(at)} className="whitespace-nowrap">
      {formatAgo(at, now, form)}
    </time>
  )
}
