import type { IgnoredTagView } from '@/lib/views/repo'
import { Copyable } from '../ui/copyable'
import { Hash } from '../ui/hash'
import { ignoredTagSentence } from './ignored-tag-sentence'

type Props = { readonly tags: readonly IgnoredTagView[] }

/** Tags that count for nothing, each with the reason. */
export function IgnoredTagList({ tags }: Props) {
  return (
    <ul className="divide-y divide-line">
      {tags.map((tag) => (
        <li key={tag.tag} className="flex flex-wrap items-center gap-x-4 px-4 py-1.5">
          <span className="min-w-0 basis-72">
            <Copyable text={tag.tag} label="tag" />
          </span>
          <span className="min-w-0 flex-1 basis-64 text-text-soft">
            {ignoredTagSentence(tag.code)}
          </span>
          <Hash oid={tag.oid} label="object id" />
        </li>
      ))}
    </ul>
  )
}
