import type { Metadata } from 'next'
import { CommandPage } from '@/components/command/command-page'
import { ManyRepos } from '@/components/command/many-repos'
import { NoneSelected } from '@/components/command/none-selected'
import { parseAsked } from '@/components/command/parse-asked'
import { findActor } from '@/lib/auth/find-actor'
import { requireViewer } from '@/lib/auth/viewer'
import { answerCommand } from '../commands/answer-command'
import { commandActions } from '../commands/command-actions'
import { findManyRepos } from '../commands/form-request'
import { parseRefused } from '../commands/parse-refused'
import { allParams, type SearchParams } from '../search-params'

export const metadata: Metadata = { title: 'Promote models together' }

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function PromotePage({ searchParams }: Props) {
  const search = await searchParams
  const asked = parseAsked('assign', (name) => allParams(search, name))
  const viewer = await requireViewer()
  if (asked.models.length === 0) return <NoneSelected />
  if (findManyRepos(asked) !== null) return <ManyRepos asked={asked} />
  const actor = await findActor()
  const first = await answerCommand(asked, { viewer, actor, requestId: null })
  return (
    <CommandPage
      asked={asked}
      first={first}
      actions={commandActions}
      refused={parseRefused(search)}
    >
      <a href="/" className="hover:text-text hover:underline">
        Models
      </a>
    </CommandPage>
  )
}
