import { LOCAL_ISSUER } from '@/lib/auth/local-owner'
import type { DemoRequest } from '@/lib/config/config'
import { findCommandEntry } from '@/lib/journal/commands'
import type { PromoteContext } from './context'
import { executeCommand } from './execute/execute-command'
import { findCurrentActor } from './request/current-actor'
import { parseCommand } from './request/parse-command'

/**
 * Asks what a person of the demo asks for, as any other request, so that a newcomer has one to decide about. It is asked
 * once: not again while it waits, and not when it was decided or is over.
 */
export async function askDemoRequest(context: PromoteContext): Promise<void> {
  const { config, database } = context.sync
  const { demoRequest: asked } = config
  if (asked === null || (await findCommandEntry(database, asked.id)) !== null) return
  const { model: artifact, version, stage } = asked
  const parsed = parseCommand({
    ...{ kind: 'assign', artifact, version, stage },
    ...{ commit: null, bump: null },
  })
  // A refusal would be the end of it; the next start tries again.
  if (parsed.kind === 'refused' || (await context.reads.sync(asked.repo)) !== 'synced') return
  const actor = await findCurrentActor(context.sync, await addPerson(context, asked.requester))
  const { repo, reason, id: requestId } = asked
  const commands = [parsed.command]
  await executeCommand(context, actor, { repo, commands, reason, requestId, expected: null })
}

/** Makes the requester a person of this machine, who has no way to sign in. Returns the id. */
async function addPerson(
  { sync, runtime }: PromoteContext,
  { name, email }: DemoRequest['requester'],
): Promise<string> {
  const id = `${LOCAL_ISSUER}#${email}`
  const now = runtime.now()
  await sync.database.prisma.person.createMany({
    data: { id, issuer: LOCAL_ISSUER, name, email, groups: [], createdAt: now, signedInAt: now },
    skipDuplicates: true,
  })
  return id
}
