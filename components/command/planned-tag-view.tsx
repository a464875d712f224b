import type { ReactNode } from 'react'
import type { PlannedTag, SignerView } from '@/lib/views/command'
import { Copyable } from '../ui/copyable'
import { Fact, Facts } from '../ui/facts'
import { Hash } from '../ui/hash'
import { UntrustedText } from '../ui/untrusted-text'
import { CheckList } from './check-list'
import { DifferenceTable } from './difference-table'
import { PlannedNotes } from './planned-notes'
import { StageChange } from './stage-change'
import { WorkflowList } from './workflow-list'

type Props = {
  readonly planned: PlannedTag
  readonly signer: SignerView | null
  readonly order: readonly string[]
}

/** One planned tag: the changes, the checks, the tag itself, and the workflows that it starts. */
export function PlannedTagView({ planned, signer, order }: Props) {
  const { difference, checks, workflows, links } = planned
  return (
    <div className="flex flex-col gap-5">
      <Part title="What changes">
        <StageChange planned={planned} order={order} />
        <PlannedNotes planned={planned} />
      </Part>
      {checks.length > 0 ? (
        <Part title="Rules">
          <CheckList checks={checks} />
        </Part>
      ) : null}
      {difference ? (
        <Part title={`From ${difference.from} to ${difference.to}`}>
          <DifferenceTable difference={difference} />
          {links?.compare ? (
            <p className="mt-2">
              <a href={links.compare} rel="noreferrer" className="text-accent hover:underline">
                Compare the commits on {links.forge}
              </a>
            </p>
          ) : null}
        </Part>
      ) : null}
      <Part title="What is written">
        <TagFacts planned={planned} signer={signer} />
      </Part>
      <Part title="CI workflows">
        <WorkflowList workflows={workflows} />
      </Part>
    </div>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-xs font-medium text-text-faint">{title}</h3>
      {children}
    </section>
  )
}

type TagFactsProps = { readonly planned: PlannedTag; readonly signer: SignerView | null }

/** The planned tag: name, commit, previous tag, signer, and the exact message. */
function TagFacts({ planned, signer }: TagFactsProps) {
  const { tag, commit, previous, message, links } = planned
  return (
    <>
      <Facts>
        <Fact name="Tag">
          <Copyable text={tag} label="tag" />
        </Fact>
        <Fact name="On commit">
          <Hash oid={commit} label="commit" link={links && { ...links, url: links.commit }} />
        </Fact>
        {previous ? (
          <Fact name="Previous">
            <Copyable
              text={previous.tag}
              label="tag"
              link={links?.previous ? { ...links, url: links.previous } : null}
            />
          </Fact>
        ) : null}
        <Fact name="Signed by">
          {signer ? <Signer signer={signer} /> : 'no one, because signing is off'}
        </Fact>
      </Facts>
      <pre className="mt-2 rounded-md border border-line bg-sunken px-3 py-2 text-xs leading-5 break-words whitespace-pre-wrap">
        <UntrustedText text={message.trimEnd()} max={20_000} />
      </pre>
    </>
  )
}

function Signer({ signer }: { readonly signer: SignerView }) {
  return (
    <>
      <span>
        {signer.name} <span className="text-text-soft">{signer.email}</span>
      </span>
      <Copyable text={signer.key} label="key fingerprint" />
    </>
  )
}
