import type { z } from 'zod'

/** An expected no, answered as `{ error: { code, message, details? } }`. */
export type ApiRefusal = {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly details?: unknown
}

export type ApiAnswer = { readonly status: number; readonly body: unknown }

/** The answer for an expected no. */
export function refuse(refusal: Omit<ApiRefusal, 'status'> & { status?: number }): ApiAnswer {
  const { status = 400, ...error } = refusal
  return { status, body: { error } }
}

/** An answer as it is sent. A client that is not known is told how to be. */
export function sendAnswer({ status, body }: ApiAnswer): Response {
  const headers = { 'cache-control': 'no-store' }
  const asked = status === 401 ? { ...headers, 'www-authenticate': 'Bearer' } : headers
  return Response.json(body, { status, headers: asked })
}

/** An answer is not many times as long as what was asked. */
const MOST_FAULTS = 20

/** What is wrong with an input, field by field, as far as the first twenty. */
export function describeFault(error: z.ZodError): Pick<ApiRefusal, 'code' | 'message' | 'details'> {
  const issues = error.issues.slice(0, MOST_FAULTS)
  const sentences = issues.map((issue) =>
    issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message,
  )
  return { code: 'bad-request', message: sentences.join('; '), details: issues }
}
