const SCRIPTS = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u]

/** Whether one word has letters of several scripts that look alike: `аdmin` with a Cyrillic first letter. */
export function hasMixedScripts(text: string): boolean {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? []
  return words.some((word) => SCRIPTS.filter((script) => script.test(word)).length > 1)
}
