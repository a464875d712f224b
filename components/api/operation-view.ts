/** One operation of the API as its reference draws it. */
export type OperationView = {
  readonly id: string
  readonly method: string
  /** From the server's root: `/api/v1/models`. */
  readonly path: string
  readonly summary: string
  readonly parameters: readonly {
    readonly name: string
    readonly place: 'path' | 'query'
    /** The allowed values: `integer, 1 to 500`. */
    readonly allowed: string
    readonly description: string | null
  }[]
  readonly answers: readonly { readonly status: string; readonly title: string }[]
  /** A line to paste into a terminal. */
  readonly command: string
}
