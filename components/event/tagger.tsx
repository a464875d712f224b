import type { PersonView } from '@/lib/views/view'
import { UntrustedText } from '../ui/untrusted-text'

/** Who the tag says made it: a claim, not a proof. */
export function Tagger({ tagger }: { readonly tagger: PersonView }) {
  return (
    <span
      data-tip={`The tag claims to be by ${tagger.name} <${tagger.email}>; a name in a tag proves nothing`}
      className="truncate text-text-soft"
    >
      <UntrustedText text={tagger.name || tagger.email || 'nobody named'} />
    </span>
  )
}
