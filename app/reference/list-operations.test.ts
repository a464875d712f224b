import { expect, test } from 'vitest'
import { listOperations } from './list-operations'

const address = 'https://signet.example.com:8443'

function commands(reading: 'open' | 'needs-token'): Readonly<Record<string, string>> {
  const operations = listOperations({ address, reading })
  return Object.fromEntries(operations.map(({ id, command }) => [id, command]))
}

test('commands have the address of this server, and a token where one is needed', () => {
  expect(commands('needs-token')).toMatchObject({
    health: `curl '${address}/api/v1/health'`,
    listModels: `curl -H "Authorization: Bearer $SIGNET_TOKEN" '${address}/api/v1/models'`,
    syncRepo: `curl -X POST -H "Authorization: Bearer $SIGNET_TOKEN" '${address}/api/v1/repos/{repo}/sync'`,
    runCommand: `curl -X POST -H "Authorization: Bearer $SIGNET_TOKEN" -H 'Content-Type: application/json' -d @body.json '${address}/api/v1/models/{repo}/{name}/commands'`,
  })
})

test('commands that only read have no token where everyone may read', () => {
  const { listModels, syncRepo } = commands('open')
  expect(listModels).toBe(`curl '${address}/api/v1/models'`)
  expect(syncRepo).toContain('Bearer')
})
