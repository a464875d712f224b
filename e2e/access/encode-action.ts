type Fields = readonly (readonly [name: string, value: string])[]

/** A call of a server action as a browser with scripts sends it. `before`: whether the action takes its last answer before
 *  the form. */
export function encodeAction(
  id: string,
  { before, fields }: { readonly before: 'yes' | 'no'; readonly fields: Fields },
): { readonly headers: Readonly<Record<string, string>>; readonly body: FormData } {
  const body = new FormData()
  for (const [name, value] of fields) body.append(`_1_${name}`, value)
  body.append('0', before === 'yes' ? '[null,"$K1"]' : '["$K1"]')
  return { headers: { 'next-action': id, accept: 'text/x-component' }, body }
}

/** The same form as a browser without scripts sends it. */
export function encodeForm(id: string, fields: Fields): FormData {
  const body = new FormData()
  body.append(`$ACTION_ID_${id}`, '')
  for (const [name, value] of fields) body.append(name, value)
  return body
}

/** What the action returned; undefined where it returned nothing that is plain data. */
export function decodeAnswer(text: string): unknown {
  const line = text.split('\n').find((one) => one.startsWith('1:'))
  if (line === undefined) return undefined
  try {
    return JSON.parse(line.slice(2))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
