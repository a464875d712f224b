// npm run build: leaves a folder in .next/standalone that runs by itself.
import { buildApp } from './steps/build-app.mjs'
import { generateClient } from './steps/generate-client.mjs'
import { installPackages } from './steps/install-packages.mjs'
import { requireTools } from './steps/require-tools.mjs'
import { reportFailure } from './steps/start-error.mjs'

try {
  requireTools()
  await installPackages()
  await generateClient()
  await buildApp()
} catch (error) {
  reportFailure(error)
}
