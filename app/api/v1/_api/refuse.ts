import type { z } from 'zod'

/** An expected no, answered as `{ error: { code, message, details? } }`. */
export type ApiRefusal = {
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

/** The answer for an expected no; 400 unless given. */
export function refuse({ status = 400, retryAfter, ...error }: Refused): ApiAnswer {
  return { status, body: { error }, retryAfter }
}

/** An answer as it is sent. A client that is not known is told how to be. */
export function sendAnswer({ status, body, retryAfter }: ApiAnswer): Response {
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (status === 401) headers.set('www-authenticate', 'Bearer')
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter))
  return Response.json(body, { status, headers })
}

/** An answer is not many times as long as what was asked. */
const MAX_FAULTS = 20

/** What is wrong with an input, field by field, as far as the first twenty. */
export function describeFault(error: z.ZodError): Pick<ApiRefusal, 'code' | 'message' | 'details'> {
  const issues = error.issues.slice(0, MAX_FAULTS)
  const sentences = issues.map((issue) =>
    issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message,
  )
  return { code: 'bad-request', message: sentences.join('; '), details: issues }
}
