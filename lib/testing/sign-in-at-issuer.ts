import type { Browser } from './browser'

/** Goes on at the issuer of tests to where Signet sent the browser, and fills in its form; gives the address of Signet
 *  that the issuer sends the browser back to. */
export async function signInAtIssuer(
  browser: Browser,
  target: string,
  { signet, form }: { readonly signet: string; readonly form: Readonly<Record<string, string>> },
): Promise<string> {
  let url = target
  for (let step = 0; step < 8; step += 1) {
    const isForm = url.includes('/interaction/')
    const init = isForm ? { method: 'POST', body: String(new URLSearchParams(form)) } : {}
    const answer = await browser.visit(url, init)
    url = new URL(answer.headers.get('location') ?? '', url).href
    if (url.startsWith(signet)) return url
  }
  throw new Error(`the issuer never sends back: ${url}`)
}

/** Where the page leads that Signet answers the sign-in form with; null for another answer. */
export function parseIssuerTarget(html: string): string | null {
  const target = /content="0;url=([^"]*)"/.exec(html)?.[1]
  return (
    target?.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))) ?? null
  )
}
