import type { WrittenTag } from '@/lib/views/command'
import { Copyable } from '../ui/copyable'
import { Fact, Facts } from '../ui/facts'
import { ForgeLink } from '../ui/forge-link'
import { Hash } from '../ui/hash'

type Props = {
  readonly tags: readonly WrittenTag[]
  /** Those that are known to start no CI workflow. */
  readonly withoutRuns: readonly string[]
}

/** The tags on the remote, and where to see them and what they have started. */
export function WrittenTags({ tags, withoutRuns }: Props) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-xs font-medium text-text-faint">Tags on the remote</h3>
      {tags.map(({ tag, oid, commit, links }) => (
        <div key={tag} className="rounded-lg border border-line px-3 py-2">
          <Facts>
            <Fact name="Tag">
              <Copyable text={tag} label="tag" link={links && { ...links, url: links.tag }} />
            </Fact>
            <Fact name="Tag object">
              <Hash oid={oid} label="tag object" />
            </Fact>
            <Fact name="On commit">
              <Hash oid={commit} label="commit" link={links && { ...links, url: links.commit }} />
            </Fact>
            {links && !withoutRuns.includes(tag) ? (
              <Fact name="CI runs">
                <ForgeLink link={{ ...links, url: links.ci }} name={`CI runs of ${tag}`}>
                  on {links.forge}
                </ForgeLink>
              </Fact>
            ) : null}
          </Facts>
        </div>
      ))}
    </section>
  )
}
