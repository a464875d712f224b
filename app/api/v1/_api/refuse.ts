import type { z } from 'zod'
import { writeJson } from './write-json'

/** An expected refusal, answered as `{ error: { code, message, details? } }`. */
type ApiRefusal = {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly details?: unknown
}

export type ApiAnswer = {
  readonly status: number
  readonly body: unknown
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number | undefined
}

type Refused = Omit<ApiRefusal, 'status'> & Partial<Pick<ApiAnswer, 'status' | 'retryAfter'>>

/** The answer for an expected refusal; its status is 400 by default. */
export function refuse({ status = 400, retryAfter, ...error }: Refused): ApiAnswer {
  return { status, body: { error }, retryAfter }
}

/** The HTTP response of an answer. A 401 names the authentication scheme. */
export function sendAnswer({ status, body, retryAfter }: ApiAnswer): Response {
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (status === 401) headers.set('www-authenticate', 'Bearer')
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter))
  headers.set('content-type', 'application/json')
  return new Response(writeJson(body), { status, headers })
}

/** Keeps an answer from growing far beyond its request. */
const MAX_FAULTS = 20

/** The faults of an input by field, at most twenty. */
export function describeFault(error: z.ZodError): Pick<ApiRefusal, 'code' | 'message' | 'details'> {
  const issues = error.issues.slice(0, MAX_FAULTS)
  const sentences = issues.map((issue) =>
    issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message,
  )
  return { code: 'bad-request', message: sentences.join('; '), details: issues }
}
