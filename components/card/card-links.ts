/** What the addresses in a card mean, from its folder at its commit. */
export type CardLinks = {
  /** Where a link leads to; null where it is to be plain text. */
  readonly link: (written: string) => string | null
  /** Where the server has an image; null where it is none of the repository. */
  readonly image: (written: string) => string | null
}
