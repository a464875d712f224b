import type { ReactNode } from 'react'
import type { CardFacts } from '@/lib/views/card'
import { Fact } from '../ui/facts'
import { UntrustedText } from '../ui/untrusted-text'

/** Where a name in a card leads to: a model or a data set that is known here; null for any other one. */
export type FindNamed = (name: string) => string | null

type Props = { readonly facts: CardFacts; readonly findNamed: FindNamed }

/** What the front matter of a card says, as facts. Those that it does not say are left out. */
export function CardFactList({ facts, findNamed }: Props) {
  const { license, task, library, languages, baseModels, datasets, tags } = facts
  return (
    <>
      <Names name="Licence" names={license === null ? [] : [license]} />
      <Names name="Task" names={task === null ? [] : [task]} />
      <Names name="Library" names={library === null ? [] : [library]} />
      <Names name="Languages" names={languages} />
      <Names name="Base model" names={baseModels} findNamed={findNamed} />
      <Names name="Data sets" names={datasets} findNamed={findNamed} />
      <Names name="Tags" names={tags} />
    </>
  )
}

type NamesProps = {
  readonly name: string
  readonly names: readonly string[]
  readonly findNamed?: FindNamed
}

const MAX_NAMES = 20

function Names({ name, names, findNamed }: NamesProps) {
  if (names.length === 0) return null
  return (
    <Fact name={name}>
      {names.slice(0, MAX_NAMES).map((one) => (
        <Named key={one} href={findNamed?.(one) ?? null}>
          <UntrustedText text={one} max={200} />
        </Named>
      ))}
      {names.length > MAX_NAMES ? (
        <span className="text-text-soft">{names.length - MAX_NAMES} more</span>
      ) : null}
    </Fact>
  )
}

function Named({ href, children }: { readonly href: string | null; readonly children: ReactNode }) {
  return href === null ? (
    <span className="min-w-0 break-words">{children}</span>
  ) : (
    <a href={href} className="min-w-0 break-words text-accent hover:underline">
      {children}
    </a>
  )
}
