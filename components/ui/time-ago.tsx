import { type AgoForm, formatAgo } from './format-ago'

type Props = { readonly at: string; readonly now: number; readonly form?: AgoForm }

/** A relative time at `now` (milliseconds from the server, so that both renderings agree), with the exact instant as
 *  its tip (see tips.ts). */
export function TimeAgo({ at, now, form = 'words' }: Props) {
  return <time dateTime={at}>{formatAgo(at, now, form)}</time>
}
