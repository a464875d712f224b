import autocannon from 'autocannon'

/** Requests a second of one address; throws where one is not answered 200. */
export async function measureRate(
  url: string,
  load: { readonly connections: number; readonly seconds: number },
): Promise<number> {
  const { connections, seconds } = load
  const { requests, duration, non2xx, errors } = await autocannon({
    url,
    connections,
    duration: seconds,
  })
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} refused, ${errors} failed`)
  return requests.total / duration
}
