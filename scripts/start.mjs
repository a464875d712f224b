// npm start -- URL_OR_PATH...: everything from a fresh clone to a served page.
import path from 'node:path'
import { buildApp, standalone } from './steps/build-app.mjs'
import { chooseRepos } from './steps/choose-repos.mjs'
import { generateClient } from './steps/generate-client.mjs'
import { installPackages } from './steps/install-packages.mjs'
import { requireFreePort } from './steps/require-free-port.mjs'
import { requireTools } from './steps/require-tools.mjs'
import { runServer } from './steps/run-server.mjs'
import { reportFailure } from './steps/start-error.mjs'

const host = process.env.HOST || '127.0.0.1'
const port = process.env.PORT || '3000'

try {
  requireTools()
  await requireFreePort(host, port)
  const repos = await chooseRepos(process.argv.slice(2))
  await installPackages()
  await generateClient()
  await buildApp()
  process.exitCode = await runServer({
    command: process.execPath,
    args: [path.join(standalone, 'serve.mjs')],
    env: repos.env,
    host,
    port,
    readyPath: '/api/v1/ready',
    onReady: (url) =>
      console.log(`\nSignet is at ${url} and shows ${repos.title}. Ctrl-C stops it.\n`),
  })
} catch (error) {
  reportFailure(error)
}
