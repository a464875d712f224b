import { z } from 'zod'
import { failure } from '@/lib/views/refusal'
import { type Operation, operations, tellsPast } from './operations'

export const API_ROOT = '/api/v1'

/** The meaning of each status. */
export const answerTitles: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Written; the answer to a command: the remote has the tag',
  202: 'Accepted',
  400: 'Bad input: what was found and what is allowed',
  401: 'No valid token',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Another change came first, the registry is already in this state, or a name or all places are taken',
  410: 'Expired',
  413: 'The body is too long',
  422: 'Not possible in the current state of the registry, or refused by the remote',
  429: 'Too much at once of one reader, or of all; Retry-After says when to try again',
  501: 'Not available yet',
  502: 'The remote failed',
  503: 'The database is not available, the server is not ready, or too much is being read; Retry-After says when to try again',
}

/** The answers of an operation by status: its own, and those of every route with its access. */
export function listAnswers(operation: Operation): Operation['answers'] {
  const { access, answers } = operation
  const statuses = [400, 503, ...(access === 'public' ? [] : [401, 403])]
  if (!tellsPast(operation)) statuses.push(501)
  return { ...Object.fromEntries(statuses.map((status) => [status, failure])), ...answers }
}

/** The OpenAPI 3.1 document of the API, made from the schemas that the routes use. */
export function buildOpenApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  const schemas: Schemas = {}
  for (const [id, operation] of Object.entries(operations)) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: buildOperation(id, operation, schemas),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Signet',
      version: '1',
      description:
        'The model registry in your Git repositories. Times are ISO 8601 with a time zone.',
    },
    servers: [{ url: API_ROOT }],
    paths,
    components: { schemas },
  }
}

/** Schemas with a name, filled while operations are formatted. */
type Schemas = Record<string, unknown>

function buildOperation(
  id: string,
  operation: Operation,
  schemas: Schemas,
): Record<string, unknown> {
  return {
    operationId: id,
    summary: operation.summary,
    parameters: [
      ...buildParameters(operation.params, 'path'),
      ...buildParameters(operation.query, 'query'),
    ],
    ...(operation.body ? { requestBody: buildBody(operation.body, schemas) } : {}),
    responses: Object.fromEntries(
      Object.entries(listAnswers(operation)).map(([status, schema]) => [
        status,
        {
          description: answerTitles[Number(status)] ?? status,
          content: {
            [contentType(operation, status)]: { schema: buildSchema(schema, schemas) },
          },
        },
      ]),
    ),
  }
}

function contentType({ file }: Operation, status: string): string {
  return status === '200' && file !== undefined ? file : 'application/json'
}

function buildBody(body: z.ZodObject, schemas: Schemas): unknown {
  return {
    required: true,
    content: { 'application/json': { schema: buildSchema(body, schemas) } },
  }
}

function buildParameters(schema: z.ZodObject, place: 'path' | 'query'): readonly unknown[] {
  return Object.entries(schema.shape).map(([name, value]) => {
    const formatted = z.toJSONSchema(value, { io: 'input', unrepresentable: 'any' })
    const { $schema, ...rest } = formatted
    return {
      name,
      in: place,
      required: place === 'path',
      description: formatted.description,
      schema: rest,
    }
  })
}

/** References of a JSON schema start at the schema, those of OpenAPI at the document. */
function buildSchema(schema: z.ZodType, schemas: Schemas): unknown {
  const { $schema, ...formatted } = z.toJSONSchema(schema, { reused: 'inline' })
  const json = JSON.stringify(formatted).replaceAll('"#/$defs/', '"#/components/schemas/')
  const { $defs, ...rest } = JSON.parse(json)
  Object.assign(schemas, $defs)
  return rest
}
