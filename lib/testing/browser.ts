/** As much of a browser as signing in needs: it keeps cookies by host and port, and follows nothing by itself. */
export type Browser = {
  readonly cookies: Map<string, string>
  /** Sends the request to the network. */
  visit(url: string, init?: RequestInit): Promise<Response>
  /** A request with the cookies for its address. */
  request(url: string, init?: RequestInit): Request
  /** Keeps the cookies of an answer to `url`. */
  keep(url: string, answer: Response): Response
}

export function openBrowser(): Browser {
  const cookies = new Map<string, string>()
  const request = (url: string, init: RequestInit = {}) => {
    const { host } = new URL(url)
    const own = [...cookies].filter(([key]) => key.startsWith(`${host} `))
    const headers = new Headers(init.headers)
    headers.set(
      'cookie',
      own.map(([key, value]) => `${key.slice(host.length + 1)}=${value}`).join('; '),
    )
    if (typeof init.body === 'string') {
      headers.set('content-type', 'application/x-www-form-urlencoded')
      headers.set('content-length', String(init.body.length))
    }
    return new Request(url, { redirect: 'manual', ...init, headers })
  }
  const keep = (url: string, answer: Response) => {
    const { host } = new URL(url)
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      const isOver =
        /;\s*max-age=0(?:;|$)/i.test(cookie) || /expires=Thu, 01 Jan 1970/i.test(cookie)
      if (isOver) cookies.delete(`${host} ${name}`)
      else cookies.set(`${host} ${name}`, value)
    }
    return answer
  }
  return {
    cookies,
    request,
    keep,
    visit: async (url, init) => keep(url, await fetch(request(url, init))),
  }
}
