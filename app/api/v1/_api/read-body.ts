import type { z } from 'zod'
import { type ApiAnswer, describeFault, refuse } from './refuse'

/** A hundred commands with a reason need a fraction of this. */
const MAX_BYTES = 64 * 1024

/** The JSON body of a request, parsed by its schema, or the refusal of an invalid one. Null if the operation has no
 *  body. */
export async function readBody(
  request: Request,
  schema: z.ZodObject | null,
): Promise<{ readonly value: unknown } | ApiAnswer> {
  if (schema === null) return { value: null }
  const text = await readText(request)
  if (text === null) {
    const message = `The body of the request is longer than ${MAX_BYTES} bytes.`
    return refuse({ status: 413, code: 'body-too-long', message })
  }
  const parsed = schema.safeParse(parseJson(text))
  return parsed.success ? { value: parsed.data } : refuse(describeFault(parsed.error))
}

/** Null for a body that is too long; the rest is not read. */
async function readText(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > MAX_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Invalid JSON becomes undefined, which the schema rejects. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
