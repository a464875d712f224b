import type { ReactNode } from 'react'
import type { ForgeLink as Link } from '@/lib/forge/build-links'
import { formatPlain } from './visible-text'

type Props = {
  readonly link: Link
  /** What is there, as in "Commit 3f2a1b0"; holds the text that is shown. */
  readonly name: string
  readonly tip?: string | undefined
  readonly children: ReactNode
}

/** A quiet link to the forge of a repository, around an identifier. The forge does not learn where it was followed. */
export function ForgeLink({ link, name, tip, children }: Props) {
  return (
    <a
      href={link.url}
      rel="noreferrer"
      aria-label={formatPlain(`${name} on ${link.forge}`)}
      data-tip={tip}
      className="min-w-0 truncate underline decoration-line-strong underline-offset-3 hover:decoration-current"
    >
      {children}
    </a>
  )
}
