import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RegistryArtifact } from '@/lib/registry/artifact'
import { applyPlan } from '@/lib/registry/commands/apply-plan'
import { decide } from '@/lib/registry/commands/decide'
import {
  anyCommand,
  anyHistory,
  openHistory,
  STAGES,
} from '@/lib/registry/commands/testing/any-command'
import { deriveArtifact } from '@/lib/registry/derive-artifact'
import type { StageName } from '@/lib/registry/names'
import { listTouchedStages } from './touched-stages'

/** The commits that hold a stage, as people see them: a deprecated artifact holds nothing. */
function listHolding(artifact: RegistryArtifact | null, stage: StageName): readonly string[] {
  if (artifact === null || artifact.deprecated) return []
  return (artifact.stages.get(stage) ?? []).map(({ version }) => version.commit)
}

test('no tag changes who is in a stage without touching the stage', () => {
  fc.assert(
    fc.property(anyHistory, anyCommand, (given, command) => {
      const { input, decideOn } = openHistory(given)
      const decision = decide({ command, ...decideOn })
      if (decision.kind === 'refused') return
      const { plan } = decision
      const after = applyPlan(input, plan, { seconds: plan.notBefore, offset: 0 })
      const touched = listTouchedStages(plan, decideOn.artifact).map(({ stage }) => stage)
      const before = (stage: StageName) => listHolding(decideOn.artifact, stage)
      const changed = STAGES.filter(
        (stage) => listHolding(after, stage).join() !== before(stage).join(),
      )
      expect(changed.filter((stage) => !touched.includes(stage))).toEqual([])
    }),
    { numRuns: 3000 },
  )
})

test('a stage that .gto leaves out is touched all the same', () => {
  const gto = { stages: ['dev' as StageName], types: null, index: 'artifacts.yaml' }
  const branch = { name: 'main', commit: 'f'.repeat(40) }
  const hiding = [
    { branch, gto, artifacts: new Map(), codeowners: null, mailmap: [], data: [], problems: [] },
  ]
  fc.assert(
    fc.property(anyHistory, anyCommand, (given, command) => {
      const { input, decideOn } = openHistory(given)
      const { artifact } = decideOn
      const shown = artifact && deriveArtifact({ ...input, branches: hiding })
      const decision = decide({ command, ...decideOn, artifact: shown })
      if (decision.kind === 'refused') return
      const { plan } = decision
      const after = applyPlan(input, plan, { seconds: plan.notBefore, offset: 0 })
      const changed = STAGES.filter(
        (stage) => listHolding(after, stage).join() !== listHolding(artifact, stage).join(),
      )
      const touched = listTouchedStages(plan, shown).map(({ stage }) => stage)
      expect(changed.filter((stage) => !touched.includes(stage))).toEqual([])
    }),
    { numRuns: 3000 },
  )
})

test('only what gives a stage to a version needs the whole rule, once', () => {
  fc.assert(
    fc.property(anyHistory, anyCommand, (given, command) => {
      const { decideOn } = openHistory(given)
      const decision = decide({ command, ...decideOn })
      if (decision.kind === 'refused') return
      const touched = listTouchedStages(decision.plan, decideOn.artifact)
      const whole = touched.filter(({ extent }) => extent === 'whole')
      const isGiving = command.kind === 'assign' || command.kind === 'roll-back'
      expect(whole.map(({ stage }) => stage)).toEqual(isGiving ? [command.stage] : [])
      expect(new Set(touched.map(({ stage }) => stage)).size).toBe(touched.length)
    }),
    { numRuns: 1000 },
  )
})
