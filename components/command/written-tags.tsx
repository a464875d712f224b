import type { WrittenTag } from '@/lib/views/command'
import { Copyable } from '../ui/copyable'
import { Fact, Facts } from '../ui/facts'
import { Hash } from '../ui/hash'

/** Tags as the remote has them. */
export function WrittenTags({ tags }: { readonly tags: readonly WrittenTag[] }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-xs font-medium text-text-faint">What the remote has</h3>
      {tags.map(({ tag, oid, commit }) => (
        <div key={tag} className="rounded-lg border border-line px-3 py-2">
          <Facts>
            <Fact name="Tag">
              <Copyable text={tag} label="tag" />
            </Fact>
            <Fact name="Tag object">
              <Hash oid={oid} label="tag object" />
            </Fact>
            <Fact name="On commit">
              <Hash oid={commit} label="commit" />
            </Fact>
          </Facts>
        </div>
      ))}
    </section>
  )
}
