const MAX_BYTES = 65_536

/** A field of a form that was posted; null without it, and for what is no form or far larger than ours are. */
export async function readField(request: Request, name: string): Promise<string | null> {
  const type = request.headers.get('content-type') ?? ''
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  if (!/^application\/x-www-form-urlencoded\b/i.test(type) || !(length <= MAX_BYTES)) return null
  return new URLSearchParams(await request.text()).get(name)
}
