/** A setting as it holds: its key in signet.yaml, and its value; null: a secret, which is only said to be there. */
export type ConfigRow = { readonly key: string; readonly value: string | null }

export type ConfigSection = { readonly title: string; readonly rows: readonly ConfigRow[] }
