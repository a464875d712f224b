/** Gives each text a number, in the order in which they are first asked for. */
export function openNumbers() {
  const numbers = new Map<string, number>()
  return {
    numberOf(text: string): number {
      const number = numbers.get(text) ?? numbers.size
      numbers.set(text, number)
      return number
    },
    list: (): readonly string[] => [...numbers.keys()],
  }
}
