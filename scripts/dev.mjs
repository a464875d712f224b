// npm run dev -- URL_OR_PATH...: as npm start, from the sources, reloading as they change.
import path from 'node:path'
import { buildPrograms } from './steps/build-programs.mjs'
import { chooseRepos } from './steps/choose-repos.mjs'
import { generateClient } from './steps/generate-client.mjs'
import { installPackages } from './steps/install-packages.mjs'
import { requireFreePort } from './steps/require-free-port.mjs'
import { requireTools } from './steps/require-tools.mjs'
import { root } from './steps/root.mjs'
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
  await buildPrograms()
  const next = path.join(root, 'node_modules/next/dist/bin/next')
  process.exitCode = await runServer({
    command: process.execPath,
    args: [next, 'dev', root, '--hostname', host, '--port', port],
    env: { ...repos.env, NODE_ENV: 'development' },
    host,
    port,
    readyPath: '/api/v1/ready',
    onReady: (url) =>
      console.log(`\nSignet is at ${url} and shows ${repos.title}. Ctrl-C stops it.\n`),
  })
} catch (error) {
  reportFailure(error)
}
