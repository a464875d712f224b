import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIMITS } from '@/lib/repo-data/limits'
import { openStepBudget } from '@/lib/repo-data/step-budget'
import type { DataValue } from '@/lib/snapshot/types'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { HOSTILE_RUNS, hostileText } from '@/lib/testing/hostile-text'
import { listWorkflows } from './list-workflows'

/** The total cost of CI files is limited for any content. */

const text = fc.oneof(
  hostileText(200),
  hostileText(4_000),
  fc.constantFrom('$CI_COMMIT_TAG =~ /(a+)+$/', 'tags', 'never', '**', 'github.ref', 'k0', 'k1'),
)

/** So many keys or items, all with a value or with two that take turns. */
const many = (value: fc.Arbitrary<DataValue>): fc.Arbitrary<DataValue> =>
  fc
    .record({
      count: fc.constantFrom(1, 3, 50, 2_000),
      one: value,
      other: value,
      list: fc.boolean(),
    })
    .map(({ count, one, other, list }) => {
      const values = Array.from({ length: count }, (_, at) => (at % 2 === 0 ? one : other))
      return list ? values : Object.fromEntries(values.map((each, at) => [`k${at}`, each]))
    })

const texts = many(text)

const githubJob = fc.record({ needs: texts, if: text }, { requiredKeys: [] })
const github = fc.record(
  {
    name: text,
    on: fc.oneof(
      text,
      texts,
      fc.record({ push: fc.record({ tags: texts }, { requiredKeys: [] }) }),
    ),
    jobs: fc.oneof(texts, many(githubJob)),
  },
  { requiredKeys: ['on', 'jobs'] },
)

const rules = many(
  fc.record({ if: text, when: text, needs: texts, variables: texts }, { requiredKeys: [] }),
)
const gitlabJob = fc.record(
  {
    extends: texts,
    rules,
    only: texts,
    except: texts,
    needs: texts,
    variables: texts,
    inherit: fc.record({ variables: texts }),
  },
  { requiredKeys: [] },
)
const gitlab = fc
  .record(
    { workflow: fc.record({ rules }), variables: texts, jobs: many(gitlabJob) },
    { requiredKeys: ['jobs'] },
  )
  .map(({ jobs, ...rest }): DataValue => ({ ...(jobs as object), ...rest }))

test('evaluating CI files takes limited time, and answers with little', () => {
  const copies = fc.constantFrom(1, 200)
  const property = fc.property(github, gitlab, copies, (workflow, pipeline, count) => {
    const files = [
      { path: '.gitlab-ci.yml', value: pipeline },
      ...Array.from({ length: count }, (_, at) => ({
        path: `.github/workflows/${at}.yml`,
        value: workflow as DataValue,
      })),
    ]
    const push = {
      tag: 'dir/name=model@v1.0.0',
      tagsInPush: 1,
      budget: openStepBudget(LIMITS.ciSteps),
    }
    const spent = cpuSeconds(() => {
      const views = listWorkflows(files, push)
      expect(JSON.stringify(views).length).toBeLessThan(10_000 * files.length)
    })
    expect(spent).toBeLessThan(MAX_CPU_SECONDS)
  })
  fc.assert(property, { numRuns: HOSTILE_RUNS })
}, 600_000)
