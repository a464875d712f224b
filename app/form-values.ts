/** All values of a field in an address or a form, in order. */
export type Values = (name: string) => readonly string[]

/** The values of a form without files. */
export function formValues(form: FormData): Values {
  return (name) => form.getAll(name).flatMap((value) => (typeof value === 'string' ? [value] : []))
}
