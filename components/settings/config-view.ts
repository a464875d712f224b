/** A setting: its key in signet.yaml and its value; null for a secret, which is shown only as set. */
export type ConfigRow = { readonly key: string; readonly value: string | null }

export type ConfigSection = { readonly title: string; readonly rows: readonly ConfigRow[] }
