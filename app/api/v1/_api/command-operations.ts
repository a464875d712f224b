import { z } from 'zod'
import { command, preview } from '@/lib/views/command'
import { failure } from '@/lib/views/refusal'
import * as bodies from './command-bodies'
import { name, none, slug } from './operation-parts'

/** Refusals that every command can return. Pages and the API share one table of codes. */
const refusals = {
  404: failure,
  409: failure,
  410: failure,
  413: failure,
  422: failure,
  429: failure,
  502: failure,
} as const

const id = z.string().max(36).meta({ description: 'The request id' })

const answers = { 200: preview, 201: command, 202: command, ...refusals }

const dryRun = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: '`true`: writes nothing and returns what would be written' }),
})

/** The operations that change a repository. The role, the token and the rules of the stage decide who may call them. */
export const commandOperations = {
  runCommand: {
    method: 'post',
    path: '/models/{repo}/{name}/commands',
    summary:
      'Registers, assigns, unassigns, deregisters, deprecates or rolls back with a signed tag',
    access: 'inside',
    params: z.strictObject({ repo: slug, name }),
    query: dryRun,
    body: bodies.commandBody,
    answers,
  },
  runCommands: {
    method: 'post',
    path: '/repos/{repo}/commands',
    summary: 'Changes several models of a repository in one push, all or nothing',
    access: 'inside',
    params: z.strictObject({ repo: slug }),
    query: dryRun,
    body: bodies.commandsBody,
    answers,
  },
  listCommands: {
    method: 'get',
    path: '/commands',
    summary: 'The newest 200 commands and their states, newest first',
    access: 'read',
    params: none,
    query: z.strictObject({ id: id.optional(), state: command.shape.state.optional() }),
    answers: { 200: z.object({ items: z.array(command) }) },
  },
  getCommand: {
    method: 'get',
    path: '/commands/{id}',
    summary: 'The state of one command',
    access: 'read',
    params: z.strictObject({ id }),
    query: none,
    answers: { 200: command, 404: failure },
  },
  decideCommand: {
    method: 'post',
    path: '/commands/{id}/decision',
    summary: 'Approves or declines a waiting request, or withdraws one of your own',
    access: 'inside',
    params: z.strictObject({ id }),
    query: none,
    body: bodies.decisionBody,
    answers: { 200: command, 201: command, 202: command, ...refusals },
  },
} as const
