import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RegistryArtifact } from '../artifact'
import type { StageName } from '../names'
import { parseTagName } from '../tag-name'
import { applyPlan } from './apply-plan'
import type { Command } from './command'
import { type DecideInput, decide } from './decide'
import type { TagPlan } from './tag-plan'
import { anyCommand, anyHistory, NAME, openHistory, STAGES } from './testing/any-command'

function holdersOf(artifact: RegistryArtifact, of: StageName) {
  return (artifact.stages.get(of) ?? []).map(({ version: { name, commit: at } }) => [name, at])
}

function rowOf(artifact: RegistryArtifact, plan: TagPlan) {
  return artifact.versions.find((one) => one.name === plan.version && one.commit === plan.commit)
}

/** What the command wanted holds. */
function expectDone(asked: Command, plan: TagPlan, after: RegistryArtifact): void {
  const row = rowOf(after, plan)
  switch (asked.kind) {
    case 'register':
      expect([plan.commit, row?.active, row?.registered]).toEqual([asked.commit, true, true])
      expect(asked.version ?? plan.version).toBe(plan.version)
      expect(after.deprecated).toBe(false)
      return
    case 'assign':
    case 'roll-back':
      expect(holdersOf(after, asked.stage)[0]).toEqual([plan.version, plan.commit])
      expect(asked.kind === 'assign' ? asked.version : plan.version).toBe(plan.version)
      expect(after.deprecated).toBe(false)
      return
    case 'unassign':
      expect(plan.version).toBe(asked.version)
      expect(row?.stageEvents.get(asked.stage)?.active).toBe(false)
      expect(holdersOf(after, asked.stage)).not.toContainEqual([plan.version, plan.commit])
      return
    case 'deregister':
      expect([plan.version, row?.active, row?.stages]).toEqual([asked.version, false, []])
      return
    case 'deprecate':
      expect(after.deprecated).toBe(true)
  }
}

/** A stage that was not spoken of is as before. */
function expectRest(before: DecideInput['artifact'], plan: TagPlan, after: RegistryArtifact): void {
  const isRegistration = plan.kind === 'registration' || plan.kind === 'deregistration'
  if (before === null || isRegistration) return
  for (const of of STAGES) {
    if (of !== plan.stage) expect(holdersOf(after, of)).toEqual(holdersOf(before, of))
  }
}

test('for every history, a planned tag has exactly the effect of its command', () => {
  let planned = 0
  fc.assert(
    fc.property(anyHistory, anyCommand, (given, asked) => {
      const { input, decideOn } = openHistory(given)
      const decision = decide({ command: asked, ...decideOn })
      if (decision.kind === 'refused') return
      planned += 1
      const { plan } = decision
      const after = applyPlan(input, plan, { seconds: plan.notBefore, offset: 0 })
      expect(after.events.at(-1)?.tag.name).toBe(plan.tag)
      expectDone(asked, plan, after)
      expectRest(decideOn.artifact, plan, after)
    }),
    { numRuns: 3000 },
  )
  expect(planned).toBeGreaterThan(500)
})

test('a planned tag has a name of its own that GTO reads as what was planned', () => {
  fc.assert(
    fc.property(anyHistory, anyCommand, (given, asked) => {
      const { decideOn } = openHistory(given)
      const decision = decide({ command: asked, ...decideOn })
      if (decision.kind === 'refused') return
      const { tag, kind, stage: of, version: named } = decision.plan
      expect(decideOn.tagNames).not.toContain(tag)
      const parsed = parseTagName(tag)
      expect(parsed).toMatchObject({ kind, artifact: NAME })
      if (parsed !== null && 'stage' in parsed) {
        expect(parsed.stage).toBe(of)
        const counters = decideOn.tagNames.map((name) => parseTagName(name)?.counter ?? 0)
        expect(parsed.counter).toBe(Math.max(0, ...counters) + 1)
      }
      if (parsed !== null && 'version' in parsed) expect(parsed.version).toBe(named)
    }),
    { numRuns: 1000 },
  )
})

test('asking for the same again is refused', () => {
  // Rolling back twice goes there and back; a version name may stand on several commits, one life each.
  const isOnce = (asked: Command, artifact: RegistryArtifact | null) =>
    asked.kind !== 'roll-back' &&
    (!('version' in asked) ||
      (artifact?.versions ?? []).filter(({ name }) => name === asked.version).length < 2)
  fc.assert(
    fc.property(anyHistory, anyCommand, (given, asked) => {
      const { input, decideOn } = openHistory(given)
      const decision = decide({ command: asked, ...decideOn })
      if (decision.kind === 'refused' || !isOnce(asked, decideOn.artifact)) return
      const { plan } = decision
      const again = decide({
        command: asked,
        allowedStages: null,
        now: plan.notBefore,
        artifact: applyPlan(input, plan, { seconds: plan.notBefore, offset: 0 }),
        tagNames: [...decideOn.tagNames, plan.tag],
      })
      expect(again.kind).toBe('refused')
    }),
    { numRuns: 1000 },
  )
})
