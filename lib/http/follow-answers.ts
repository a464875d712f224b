import { subscribe } from 'node:diagnostics_channel'
import type { Server, ServerResponse } from 'node:http'

type Begun = { readonly response: ServerResponse; readonly server: Server }

export type Answers = {
  /**
   * Accepts no new connection and ends the event streams, whose browsers reconnect by themselves. Resolves when every
   * other answer is sent or aborted by its reader, at the latest after `ms` milliseconds.
   */
  finish(ms: number): Promise<void>
}

/**
 * Follows every answer that this process's HTTP servers begin from now on (channel `http.server.request.start` of
 * https://nodejs.org/api/diagnostics_channel.html: Next creates the server and does not expose it).
 */
export function followAnswers(): Answers {
  const underWay = new Set<ServerResponse>()
  const servers = new Set<Server>()
  let onEnd = () => {}
  subscribe('http.server.request.start', (message) => {
    const { response, server } = message as Begun
    servers.add(server)
    underWay.add(response)
    response.once('close', () => {
      underWay.delete(response)
      onEnd()
    })
  })
  return {
    async finish(ms) {
      for (const server of servers) server.close()
      for (const response of underWay) if (isStream(response)) response.destroy()
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        onEnd = () => {
          if (underWay.size > 0) return
          clearTimeout(timer)
          resolve()
        }
        onEnd()
      })
    },
  }
}

function isStream(response: ServerResponse): boolean {
  return response.getHeader('content-type') === 'text/event-stream'
}
