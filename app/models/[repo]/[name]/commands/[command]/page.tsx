import type { Metadata } from 'next'
import { CommandPage } from '@/components/command/command-page'
import { COMMAND_WORDS } from '@/components/command/command-words'
import { parseCommandForm, parseCommandKind } from '@/components/command/parse-command-form'
import { modelHref } from '@/components/model/model-href'
import { NoSuchModel } from '@/components/model/no-such-model'
import { findActor } from '@/lib/auth/find-actor'
import { requireViewer } from '@/lib/auth/viewer'
import { answerNotFound } from '@/lib/http/answer-status'
import { answerCommand } from '../../../../../commands/answer-command'
import { commandActions } from '../../../../../commands/command-actions'
import { parseRefused } from '../../../../../commands/parse-refused'
import { decodeSegment } from '../../../../../decode-segment'
import NotFound from '../../../../../not-found'
import { allParams, type SearchParams } from '../../../../../search-params'

type Props = {
  readonly params: Promise<{ repo: string; name: string; command: string }>
  readonly searchParams: Promise<SearchParams>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, command } = await params
  const kind = parseCommandKind(command)
  return kind ? { title: `${COMMAND_WORDS[kind].label} · ${decodeSegment(name)}` } : {}
}

export default async function ModelCommandPage({ params, searchParams }: Props) {
  const path = await params
  const search = await searchParams
  const model = { repo: decodeSegment(path.repo), name: decodeSegment(path.name), version: '' }
  const kind = parseCommandKind(path.command)
  if (!kind) {
    answerNotFound()
    return <NotFound />
  }

  const form = parseCommandForm(kind, (name) => allParams(search, name), [model])
  const viewer = await requireViewer()
  const actor = await findActor()
  const first = await answerCommand(form, { viewer, actor, requestId: null })
  if (first.kind === 'refused') {
    answerNotFound()
    return <NoSuchModel />
  }
  return (
    <CommandPage form={form} first={first} actions={commandActions} refused={parseRefused(search)}>
      <a href={modelHref(model)} className="hover:text-text hover:underline">
        {model.name}
      </a>
    </CommandPage>
  )
}
