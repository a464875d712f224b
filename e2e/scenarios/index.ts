import { busy } from './busy'
import { conformance } from './conformance'
import { demo } from './demo'
import { proven } from './proven'
import type { BuildScenario } from './scenario'
import { lively, troubled } from './troubled'

export type { Remotes } from './scenario'

export const scenarios = {
  busy,
  conformance,
  demo,
  lively,
  proven,
  troubled,
  // For tests that would find what others wrote.
  untouched: lively,
} satisfies Record<string, BuildScenario>

export type ScenarioName = keyof typeof scenarios
