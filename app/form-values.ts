/** Every value under a name, in order: of an address or of a form. */
export type Values = (name: string) => readonly string[]

/** The values of a form, which hold no file here. */
export function formValues(form: FormData): Values {
  return (name) => form.getAll(name).flatMap((value) => (typeof value === 'string' ? [value] : []))
}
