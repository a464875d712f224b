'use client'

import { useEffect, useRef, useState } from 'react'
import type { CommandView } from '@/lib/views/command'
import type { CommandActions, CommandAnswer, ConfirmAnswer } from './command-answer'
import { type CommandForm, FIELD, toFormData } from './command-form'
import { isOver } from './command-progress'

export type Phase =
  | { readonly kind: 'editing' }
  | { readonly kind: 'running'; readonly command: CommandView | null }
  | { readonly kind: 'answered'; readonly answer: ConfirmAnswer }

/** The delay after typing before the server is called, and the interval of polling a running command, in milliseconds. */
const TYPING_MS = 350
const LOOK_MS = 400

/** The form, its latest answer, and the progress of the confirmation. An older answer never replaces a newer one. */
export function useCommand(first: CommandAnswer, actions: CommandActions) {
  const [answer, setAnswer] = useState(first)
  const [form, setForm] = useState(first.form)
  const [phase, setPhase] = useState<Phase>({ kind: 'editing' })
  const [state, setState] = useState<'fresh' | 'refreshing' | 'failed'>('fresh')
  const newest = useRef(0)

  async function refresh(next: CommandForm, wait: number, id = requestIdOf(answer)): Promise<void> {
    newest.current += 1
    const mine = newest.current
    setState('refreshing')
    await pause(wait)
    if (mine !== newest.current) return
    try {
      const got = await actions.preview(toRequestData(next, id))
      if (mine !== newest.current) return
      setAnswer(got)
      setForm(got.form)
      setState('fresh')
    } catch {
      if (mine === newest.current) setState('failed')
    }
  }

  function change(part: Partial<CommandForm>): void {
    const next = { ...form, ...part }
    setForm(next)
    const typing = 'reason' in part || 'query' in part || 'newVersion' in part
    void refresh(next, typing ? TYPING_MS : 0)
  }

  async function confirm(data: FormData): Promise<void> {
    setPhase({ kind: 'running', command: null })
    try {
      setPhase({ kind: 'answered', answer: await actions.confirm(data) })
    } catch {
      const command = await findCommand(requestIdOf(answer))
      setPhase(
        command ? { kind: 'answered', answer: { kind: 'command', command } } : { kind: 'editing' },
      )
      if (!command) setState('failed')
    }
  }

  function again(): void {
    // The old request was refused: the server gives the new one a new id.
    setAnswer(withoutPreview(answer))
    setPhase({ kind: 'editing' })
    void refresh(form, 0, null)
  }

  useFollowing(phase, requestIdOf(answer), setPhase)
  return { answer, form, phase, state, change, confirm, again, retry: () => refresh(form, 0) }
}

/** Polls the progress of a running command. */
function useFollowing(
  phase: Phase,
  id: string | null,
  setPhase: (change: (before: Phase) => Phase) => void,
): void {
  const following =
    phase.kind === 'running' ||
    (phase.kind === 'answered' && phase.answer.kind === 'command' && !isOver(phase.answer.command))

  useEffect(() => {
    if (!following || id === null) return
    const timer = setInterval(async () => {
      const command = await findCommand(id)
      if (command) setPhase((before) => stepTo(before, command))
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [following, id, setPhase])
}

function stepTo(before: Phase, command: CommandView): Phase {
  if (before.kind === 'running') return { kind: 'running', command }
  if (before.kind === 'editing' || before.answer.kind !== 'command') return before
  return { kind: 'answered', answer: { kind: 'command', command } }
}

/** The current state of the command; null before the server has recorded it, and if it cannot be read. */
async function findCommand(id: string | null): Promise<CommandView | null> {
  if (id === null) return null
  try {
    // The list, not `/commands/ID`: a command that is not recorded yet is no error here.
    const response = await fetch(`/api/v1/commands?id=${id}`)
    if (!response.ok) return null
    const { items }: { items: readonly CommandView[] } = await response.json()
    return items[0] ?? null
  } catch {
    return null // the next poll may succeed
  }
}

function toRequestData(form: CommandForm, requestId: string | null): FormData {
  const data = toFormData(form)
  if (requestId !== null) data.append(FIELD.requestId, requestId)
  return data
}

function requestIdOf(answer: CommandAnswer): string | null {
  return answer.kind === 'form' ? (answer.preview?.requestId ?? null) : null
}

/** Drops an outdated preview, so that it cannot be confirmed. */
function withoutPreview(answer: CommandAnswer): CommandAnswer {
  return answer.kind === 'form' ? { ...answer, preview: null } : answer
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
