const MAX_BYTES = 65_536

/** A field of a posted form. Null without the field, and for a body that is no form or too large. */
export async function readField(request: Request, name: string): Promise<string | null> {
  const type = request.headers.get('content-type') ?? ''
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  if (!/^application\/x-www-form-urlencoded\b/i.test(type) || !(length <= MAX_BYTES)) return null
  return new URLSearchParams(await request.text()).get(name)
}
