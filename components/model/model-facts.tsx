import type { ForgeLinks } from '@/lib/forge/build-links'
import type { ModelDetailView } from '@/lib/views/model'
import { ByteSize } from '../ui/byte-size'
import { Copyable } from '../ui/copyable'
import { Fact, Facts } from '../ui/facts'
import { Hash } from '../ui/hash'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { findLatest } from './find-latest'
import { ModelPath } from './model-path'
import { versionHref } from './version-href'

type Props = {
  readonly model: ModelDetailView
  readonly now: number
  /** Null if the repository's forge is not known. */
  readonly links: ForgeLinks | null
  /** The page of its content; null where nothing can be joined with it. */
  readonly dataHref: string | null
}

/** The facts of a model that its header does not have. Unknown ones are left out. */
export function ModelFacts({ model, now, links, dataHref }: Props) {
  const latest = findLatest(model)
  return (
    <div className="px-4 py-3">
      <Facts>
        {model.path === null ? null : <ModelPath path={model.path} />}
        {model.size === null ? null : (
          <Fact name="Size">
            <ByteSize bytes={model.size} />
          </Fact>
        )}
        {model.hash === null ? null : (
          <Fact name="Hash">
            <Copyable text={model.hash} label="hash" />
            {dataHref === null ? null : (
              <a href={dataHref} className="text-accent hover:underline">
                Used by
              </a>
            )}
          </Fact>
        )}
        {latest?.card ? (
          <Fact name="Card">
            <a
              href={`${versionHref({ ...model, version: latest.version })}?tab=card`}
              className="min-w-0 text-accent hover:underline"
            >
              <UntrustedText text={latest.card.path} max={300} />
            </a>
          </Fact>
        ) : null}
        {model.source ? (
          <>
            <Fact name="Annotated in">
              <Copyable
                text={model.source.file}
                label="path"
                link={links?.file({
                  commit: model.source.commit,
                  path: model.source.file,
                  line: null,
                })}
              />
            </Fact>
            <Fact name="At commit">
              <Hash
                oid={model.source.commit}
                label="commit"
                link={links?.commit(model.source.commit)}
              />
            </Fact>
          </>
        ) : (
          <Fact name="Annotated in">
            <span className="text-text-soft">no file: known only from its tags</span>
          </Fact>
        )}
        <Fact name="Updated">
          <TimeAgo at={model.updatedAt} now={now} />
        </Fact>
      </Facts>
    </div>
  )
}
