import type { NextRequest } from 'next/server'
import type { z } from 'zod'
import { requireViewer } from '@/lib/auth/viewer'
import { type Database, getDatabase } from '@/lib/index/database'
import type { Viewer } from '@/lib/index/views'
import type { Operation } from './operations'

/** An expected no, answered as `{ error: { code, message, details? } }`. */
export type ApiRefusal = {
  readonly status: 400 | 403 | 404 | 503
  readonly code: string
  readonly message: string
  readonly details?: unknown
}

export type ApiAnswer = { readonly status: number; readonly body: unknown }

type Input<Op extends Operation> = {
  readonly params: z.infer<Op['params']>
  readonly query: z.infer<Op['query']>
  readonly viewer: Viewer
  readonly database: Database
}

/** Next gives no `params` to a route without a dynamic segment. */
type RouteContext = { readonly params: Promise<Record<string, string> | undefined> }

/**
 * A route handler for an operation: parses path and query strictly, answers bad input with 400 and
 * what is allowed, and passes the rest to `handle`.
 */
export function route<const Op extends Operation>(
  operation: Op,
  handle: (input: Input<Op>) => Promise<ApiAnswer>,
): (request: NextRequest, context: RouteContext) => Promise<Response> {
  return async (request, context) => {
    const params = operation.params.safeParse(decode((await context.params) ?? {}))
    const query = operation.query.safeParse(Object.fromEntries(request.nextUrl.searchParams))
    if (!params.success) return answer(refuse(describe(params.error)))
    if (!query.success) return answer(refuse(describe(query.error)))
    return answer(
      await handle({
        params: params.data as z.infer<Op['params']>,
        query: query.data as z.infer<Op['query']>,
        viewer: await requireViewer(),
        database: await getDatabase(),
      }),
    )
  }
}

/** The answer for an expected no. */
export function refuse(refusal: Omit<ApiRefusal, 'status'> & { status?: number }): ApiAnswer {
  const { status = 400, ...error } = refusal
  return { status, body: { error } }
}

function answer({ status, body }: ApiAnswer): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } })
}

/** A segment arrives percent-encoded; it is decoded once. One that is not valid stays as it is. */
function decode(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => {
      try {
        return [key, decodeURIComponent(value)]
      } catch (error) {
        if (error instanceof URIError) return [key, value]
        throw error
      }
    }),
  )
}

function describe(error: z.ZodError): Pick<ApiRefusal, 'code' | 'message' | 'details'> {
  const sentences = error.issues.map((issue) =>
    issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message,
  )
  return { code: 'bad-request', message: sentences.join('; '), details: error.issues }
}
