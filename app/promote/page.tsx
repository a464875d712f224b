import type { Metadata } from 'next'
import { CommandPage, ManyRepos, NoneSelected } from '@/components/command/command-page'
import { parseCommandForm } from '@/components/command/parse-command-form'
import { findActor } from '@/lib/auth/find-actor'
import { requireViewer } from '@/lib/auth/viewer'
import { answerCommand } from '../commands/answer-command'
import { commandActions } from '../commands/command-actions'
import { findSelected } from '../commands/find-selected'
import { findManyRepos } from '../commands/form-request'
import { parseRefused } from '../commands/parse-refused'
import { allParams, type SearchParams } from '../search-params'

export const metadata: Metadata = { title: 'Promote models together' }

type Props = { readonly searchParams: Promise<SearchParams> }

export default async function PromotePage({ searchParams }: Props) {
  const search = await searchParams
  const asked = parseCommandForm('assign', (name) => allParams(search, name))
  const viewer = await requireViewer()
  const actor = await findActor()
  const selected = await findSelected(asked, { viewer, actor })
  const form = selected.kind === 'form' ? selected.form : asked
  if (selected.kind === 'form') {
    if (form.models.length === 0) return <NoneSelected />
    if (findManyRepos(form) !== null) return <ManyRepos form={form} />
  }
  // What was refused is not searched for again.
  const first =
    selected.kind === 'form'
      ? await answerCommand(form, { viewer, actor, requestId: null })
      : { ...selected, form }
  return (
    <CommandPage form={form} first={first} actions={commandActions} refused={parseRefused(search)}>
      <a href="/" className="hover:text-text hover:underline">
        Models
      </a>
    </CommandPage>
  )
}
