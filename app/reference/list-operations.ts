import { z } from 'zod'
import type { OperationView } from '@/components/api/operation-view'
import { API_ROOT, answerTitles, listAnswers } from '../api/v1/_api/open-api'
import { type Operation, operations } from '../api/v1/_api/operations'

/** Who calls the operations. */
type Caller = {
  /** `http://localhost:3000` */
  readonly address: string
  /** Whether reading needs a token. */
  readonly reading: 'open' | 'needs-token'
}

/** The reference's operations, made from the same entries as the routes and the OpenAPI document. */
export function listOperations(caller: Caller): readonly OperationView[] {
  return Object.entries(operations).map(([id, operation]: [string, Operation]) => ({
    id,
    method: operation.method.toUpperCase(),
    path: `${API_ROOT}${operation.path}`,
    summary: operation.summary,
    parameters: [
      ...listParameters(operation.params, 'path'),
      ...listParameters(operation.query, 'query'),
    ],
    answers: Object.keys(listAnswers(operation)).map((status) => ({
      status,
      title: answerTitles[Number(status)] ?? status,
    })),
    command: formatCommand(operation, caller),
  }))
}

type Parameter = OperationView['parameters'][number]

function listParameters(schema: z.ZodObject, place: Parameter['place']): readonly Parameter[] {
  return Object.entries(schema.shape).map(([name, value]) => {
    const json = z.toJSONSchema(value, { io: 'input', unrepresentable: 'any' })
    return { name, place, allowed: formatAllowed(json), description: json.description ?? null }
  })
}

function formatAllowed(json: z.core.JSONSchema.BaseSchema): string {
  const { minimum, maximum, maxLength, default: usual } = json
  const parts = [
    json.enum ? json.enum.map(String).join(' | ') : null,
    minimum === undefined || maximum === undefined
      ? null
      : `a number from ${minimum} to ${maximum}`,
    maxLength === undefined ? null : `text of at most ${maxLength} characters`,
    usual === undefined || usual === '' ? null : `${String(usual)} unless given`,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

function formatCommand({ method, path, access, body }: Operation, caller: Caller): string {
  const isOpen = access === 'public' || (access === 'read' && caller.reading === 'open')
  return [
    'curl',
    ...(method === 'get' ? [] : [`-X ${method.toUpperCase()}`]),
    ...(isOpen ? [] : ['-H "Authorization: Bearer $SIGNET_TOKEN"']),
    ...(body ? ["-H 'Content-Type: application/json' -d @body.json"] : []),
    `'${caller.address}${API_ROOT}${path}'`,
  ].join(' ')
}
