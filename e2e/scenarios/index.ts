import { busy } from './busy'
import { conformance } from './conformance'
import { demo } from './demo'
import type { BuildScenario } from './scenario'
import { troubled } from './troubled'

export type { Remotes } from './scenario'

export const scenarios = { busy, conformance, demo, troubled } satisfies Record<
  string,
  BuildScenario
>

export type ScenarioName = keyof typeof scenarios
