import { buildApp } from '../scripts/steps/build-app.mjs'
import { generateClient } from '../scripts/steps/generate-client.mjs'

/** The tests run against the production build of the present sources; does nothing where it is there already. */
export default async function build(): Promise<void> {
  await generateClient()
  await buildApp()
}
