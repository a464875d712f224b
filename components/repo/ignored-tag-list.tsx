import type { ForgeLinks } from '@/lib/forge/build-links'
import type { IgnoredTag } from '@/lib/registry/group-tags'
import type { IgnoredTagView } from '@/lib/views/repo'
import { Copyable } from '../ui/copyable'
import { Hash } from '../ui/hash'

type Props = {
  readonly tags: readonly IgnoredTagView[]
  /** Null if the repository's forge is not known. */
  readonly links: ForgeLinks | null
}

/** The ignored tags with their reasons. */
export function IgnoredTagList({ tags, links }: Props) {
  return (
    <ul className="divide-y divide-line">
      {tags.map((tag) => (
        <li key={tag.tag} className="flex flex-wrap items-center gap-x-4 px-4 py-1.5">
          <span className="min-w-0 basis-72">
            <Copyable text={tag.tag} label="tag" link={links?.tag(tag.tag)} />
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

type IgnoredCode = IgnoredTag['code']

const SENTENCES = {
  'not-a-registry-tag': 'Not a registry tag: its name has no artifact with a version or a stage.',
  'tag-name-too-long': 'The tag’s name is longer than 255 bytes.',
  'created-tag': '“@created” tags have no meaning in the registry.',
  'lightweight-tag':
    'The tag is lightweight: it has no tagger and no date. Only annotated tags (git tag -a) count.',
  'tag-missing-object': 'The remote did not send the object that the tag points at.',
  'tag-malformed': 'The tag object is malformed.',
  'tag-too-large': 'The tag object is larger than 1 MiB.',
  'tag-without-tagger': 'The tag has no tagger, so it has no time.',
  'tag-invalid-date': 'The tag’s date is not valid.',
  'tag-nested-too-deep': 'The tag points at a chain of tags that is too long.',
  'tag-of-non-commit': 'The tag points at a file or a folder instead of a commit.',
} satisfies Record<IgnoredCode, string>

/** The reason why a tag is ignored. A code of a newer index is shown as it is. */
function ignoredTagSentence(code: string): string {
  return isIgnoredCode(code) ? SENTENCES[code] : code
}

function isIgnoredCode(code: string): code is IgnoredCode {
  return Object.hasOwn(SENTENCES, code)
}
