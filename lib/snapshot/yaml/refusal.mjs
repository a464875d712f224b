/** A document that is refused, on purpose: a code of `FileProblemCode`, where, and what was found. */
export class Refusal extends Error {
  /**
   * @param {string} code
   * @param {number | null} offset Where in the text, in UTF-16 units.
   * @param {string} detail A few plain words, never content of the file.
   */
  constructor(code, offset, detail) {
    super(code)
    this.code = code
    this.offset = offset
    this.detail = detail
  }
}
