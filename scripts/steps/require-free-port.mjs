import { findPortTrouble } from '../../lib/http/find-port-trouble.mjs'
import { StartError } from './start-error.mjs'

/** Throws a StartError where the server could not listen. */
export async function requireFreePort(host, port) {
  const trouble = await findPortTrouble(host, port, 'npm start')
  if (trouble !== null) throw new StartError(trouble)
}
