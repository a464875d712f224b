import { type AgoForm, formatAgo } from './format-ago'

type Props = { readonly at: string; readonly now: number; readonly form?: AgoForm }

/** A moment, relative to `now` (milliseconds, from the server, so that both renderings agree), exact as its tip (see tips.ts). */
export function TimeAgo({ at, now, form = 'words' }: Props) {
  return <time dateTime={at}>{formatAgo(at, now, form)}</time>
}
