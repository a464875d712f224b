import { accounts } from './accounts'
import { busy } from './busy'
import { conformance } from './conformance'
import { demo } from './demo'
import { linked } from './linked'
import { proven } from './proven'
import type { BuildScenario } from './scenario'
import { served } from './served'
import { traced } from './traced'
import { lively, owned, troubled } from './troubled'

export type { Remotes } from './scenario'

export const scenarios = {
  accounts,
  busy,
  conformance,
  demo,
  linked,
  lively,
  proven,
  served,
  traced,
  troubled,
  // For tests that would find what others wrote.
  untouched: owned,
} satisfies Record<string, BuildScenario>

export type ScenarioName = keyof typeof scenarios
