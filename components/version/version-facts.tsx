import type { ForgeLinks } from '@/lib/forge/build-links'
import type { VersionDetailView } from '@/lib/views/model'
import { WhoActed } from '../event/who-acted'
import { LabelList } from '../model/label-list'
import { ModelPath } from '../model/model-path'
import { SignatureText } from '../signature/signature-mark'
import { ByteSize } from '../ui/byte-size'
import { Copyable } from '../ui/copyable'
import { Fact, Facts } from '../ui/facts'
import { ForgeLink } from '../ui/forge-link'
import { Hash } from '../ui/hash'
import { TimeAgo } from '../ui/time-ago'
import { UntrustedText } from '../ui/untrusted-text'
import { formatPlain } from '../ui/visible-text'

type Props = {
  readonly version: VersionDetailView
  readonly now: number
  /** Null if the repository's forge is not known. */
  readonly links: ForgeLinks | null
  /** The page of its content; null where nothing can be joined with it. */
  readonly dataHref: string | null
  /** The search for a label. */
  readonly labelHref: (label: string) => string
}

/** The tag, the commit and the content of a version. Unknown facts are left out. */
export function VersionFacts(props: Props) {
  const { version, dataHref } = props
  const { labels, type, path, size, hash } = version
  return (
    <div className="px-4 py-3">
      <Facts>
        <Registration {...props} />
        <Commit {...props} />
        {type === null ? null : (
          <Fact name="Type">
            <UntrustedText text={type} />
          </Fact>
        )}
        {labels.length === 0 ? null : (
          <Fact name="Labels">
            <LabelList labels={labels} hrefOf={props.labelHref} />
          </Fact>
        )}
        <FrameworkFacts {...props} />
        {path === null ? null : <ModelPath path={path} />}
        {size === null ? null : (
          <Fact name="Size">
            <ByteSize bytes={size} />
          </Fact>
        )}
        {hash === null ? null : (
          <Fact name="Hash">
            <Copyable text={hash} label="hash" />
            {dataHref === null ? null : (
              <a href={dataHref} className="text-accent hover:underline">
                Used by
              </a>
            )}
          </Fact>
        )}
      </Facts>
    </div>
  )
}

/** When, by whom and with which proof it was registered. */
function Registration({ version, now, links }: Props) {
  const { registeredAt, tag, tagger, actor, signature } = version
  if (registeredAt === null || tag === null) {
    return (
      <Fact name="Registered">
        <span className="text-text-soft">no: known only from its stages or an annotation</span>
      </Fact>
    )
  }
  return (
    <>
      <Fact name="Registered">
        <TimeAgo at={registeredAt} now={now} />
        {tagger && signature ? (
          <WhoActed actor={actor} signature={signature} tagger={tagger} />
        ) : null}
      </Fact>
      <Fact name="Tag">
        <Copyable text={tag} label="tag" link={links?.tag(tag)} />
        {links ? (
          <ForgeLink link={links.ci(tag)} name="CI runs">
            CI runs
          </ForgeLink>
        ) : null}
      </Fact>
      {signature ? (
        <Fact name="Signature">
          <SignatureText signature={signature} />
        </Fact>
      ) : null}
    </>
  )
}

function Commit({ version, now, links }: Props) {
  const { commit, committedAt, author, subject } = version
  const pull = subject === null ? null : (links?.pull(subject) ?? null)
  return (
    <>
      <Fact name="Commit">
        <Hash oid={commit} label="commit" link={links?.commit(commit)} />
        {subject === null ? null : <UntrustedText text={subject} max={300} />}
      </Fact>
      {pull === null ? null : (
        <Fact name="Pull request">
          <ForgeLink link={pull} name={`Pull request ${pull.number}`}>
            #{pull.number}
          </ForgeLink>
        </Fact>
      )}
      <Fact name="Committed">
        <TimeAgo at={committedAt} now={now} />
        {author === null ? null : (
          <span className="text-text-soft" data-tip={formatPlain(author.email)}>
            by <UntrustedText text={author.name || author.email} />
          </span>
        )}
      </Fact>
    </>
  )
}

/** What the model is a model of, and what it takes and gives. */
function FrameworkFacts({ version: { framework, commit }, links }: Props) {
  if (framework === null) return null
  const { file, name, version, architecture, inputs, outputs } = framework
  return (
    <>
      <Fact name="Framework">
        <UntrustedText text={version === null ? name : `${name} ${version}`} />
        <Copyable text={file} label="path" link={links?.file({ commit, path: file, line: null })} />
      </Fact>
      {architecture === null ? null : (
        <Fact name="Architecture">
          <UntrustedText text={architecture} />
        </Fact>
      )}
      <Fields name="Inputs" fields={inputs} />
      <Fields name="Outputs" fields={outputs} />
    </>
  )
}

type FieldsProps = {
  readonly name: string
  readonly fields: readonly { readonly name: string | null; readonly type: string }[]
}

/** Fields of a signature that are shown; the API has up to 100. */
const MAX_FIELDS = 12

function Fields({ name, fields }: FieldsProps) {
  if (fields.length === 0) return null
  const shown = fields.slice(0, MAX_FIELDS)
  return (
    <Fact name={name}>
      <UntrustedText
        text={shown.map((field) => [field.name ?? [], field.type].flat().join(': ')).join(', ')}
      />
      {fields.length > MAX_FIELDS ? (
        <span className="text-text-faint">and {fields.length - MAX_FIELDS} more</span>
      ) : null}
    </Fact>
  )
}
