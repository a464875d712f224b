import { expect, test } from 'vitest'
import { md5, pipelineOf } from '@/lib/lineage/testing/pipeline-of'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { compareInputs, type Traced } from './compare-inputs'

const DVC = `
stages:
  prepare:
    cmd: python prepare.py
    deps: [prepare.py, raw.csv]
    outs: [data.csv]
  train:
    cmd: TRAIN
    deps: [train.py, data.csv]
    params: [lr, depth]
    outs: [model.pkl]
  report:
    cmd: python report.py
    deps: [model.pkl, report.py]
    outs: [report.html]
`
const CODE = 'print(1)\n'

type Shape = {
  readonly raw?: string
  readonly lr?: string
  readonly train?: string
  readonly cmd?: string
}

function tracedOf(shape: Shape): Traced {
  const { raw = 'aa', lr = '0.1', train = CODE, cmd = 'python train.py' } = shape
  const data = `d${raw}`
  const dep = (path: string, hash: string) => ({ path, hash: 'md5', md5: hash })
  const lock = {
    schema: '2.0',
    stages: {
      prepare: {
        cmd: 'python prepare.py',
        deps: [dep('prepare.py', md5(CODE)), { ...dep('raw.csv', raw), size: 3 }],
        outs: [{ ...dep('data.csv', data), size: 10 }],
      },
      train: {
        cmd,
        deps: [dep('train.py', md5(train)), { ...dep('data.csv', data), size: 10 }],
        params: { 'params.yaml': { lr: 'LR', depth: 8 } },
        outs: [dep('model.pkl', 'e1')],
      },
    },
  }
  const pipeline = pipelineOf({
    'dvc.yaml': DVC.replace('TRAIN', cmd),
    'dvc.lock': JSON.stringify(lock).replace('"LR"', lr),
    'raw.csv.dvc': `outs: [{ path: raw.csv, hash: md5, md5: ${raw}, size: 3 }]`,
    'prepare.py': CODE,
    'train.py': train,
    'report.py': CODE,
    'params.yaml': `lr: ${lr}\ndepth: 8\n`,
  })
  return { pipeline, path: 'model.pkl' }
}

const changesOf = (from: Traced | null, to: Traced | null) => {
  const found = compareInputs(from, to)
  return {
    files: found?.files.map(({ path, kind, change }) => [path, kind, change]),
    stages: found?.stages.map(({ id, change }) => [id, change]),
  }
}

test('the same lineage has no change, and lists what was read', () => {
  expect(changesOf(tracedOf({}), tracedOf({}))).toEqual({
    files: [
      ['data.csv', 'made', 'same'],
      ['prepare.py', 'code', 'same'],
      ['raw.csv', 'data', 'same'],
      ['train.py', 'code', 'same'],
    ],
    stages: [
      ['dvc.yaml:prepare', 'same'],
      ['dvc.yaml:train', 'same'],
    ],
  })
})

test('other data changes what was made from it, with hashes and sizes', () => {
  const found = compareInputs(tracedOf({}), tracedOf({ raw: 'bb' }))
  expect(found?.files.filter(({ change }) => change !== 'same')).toEqual([
    {
      ...{ path: 'data.csv', kind: 'made', change: 'changed' },
      from: { hash: 'md5 daa', size: 10, from: null },
      to: { hash: 'md5 dbb', size: 10, from: null },
    },
    {
      ...{ path: 'raw.csv', kind: 'data', change: 'changed' },
      from: { hash: 'md5 aa', size: 3, from: null },
      to: { hash: 'md5 bb', size: 3, from: null },
    },
  ])
  expect(found?.stages.every(({ change }) => change === 'same')).toBe(true)
})

test('other params change the stage that ran with them', () => {
  const found = compareInputs(tracedOf({}), tracedOf({ lr: '1e-05' }))
  expect(found?.stages).toMatchObject([
    { id: 'dvc.yaml:prepare', change: 'same', params: [] },
    {
      ...{ id: 'dvc.yaml:train', change: 'changed' },
      params: [
        { name: 'depth', change: 'same', from: 8, to: 8 },
        { name: 'lr', change: 'changed', from: 0.1, to: { number: '1e-05' } },
      ],
    },
  ])
  expect(found?.files.every(({ change }) => change === 'same')).toBe(true)
})

test('another command and other code are changes of their own', () => {
  const other = tracedOf({ cmd: 'python train.py --fast', train: 'print(2)\n' })
  expect(changesOf(tracedOf({}), other)).toMatchObject({
    files: [
      ['data.csv', 'made', 'same'],
      ['prepare.py', 'code', 'same'],
      ['raw.csv', 'data', 'same'],
      ['train.py', 'code', 'changed'],
    ],
    stages: [
      ['dvc.yaml:prepare', 'same'],
      ['dvc.yaml:train', 'changed'],
    ],
  })
})

test('without a lineage on one side, all of the other is added or removed', () => {
  const added = changesOf(null, tracedOf({}))
  expect(added.files?.every(([, , change]) => change === 'added')).toBe(true)
  expect(changesOf(tracedOf({}), null).stages).toEqual([
    ['dvc.yaml:prepare', 'removed'],
    ['dvc.yaml:train', 'removed'],
  ])
  expect(compareInputs(null, null)).toBe(null)
  const other = { pipeline: tracedOf({}).pipeline, path: 'elsewhere.pkl' }
  expect(compareInputs(other, other)).toBe(null)
})

test('of files in a folder that many stages write, each stage is looked at once', () => {
  const writers = Array.from({ length: 9_000 }, (_, at) => `  w${at}: {cmd: a, outs: [d]}\n`)
  const readers = [0, 1, 2].map((at) => {
    const deps = Array.from({ length: 2_000 }, (_, dep) => `d/${at}-${dep}`)
    return `  r${at}: {cmd: a, deps: [${deps}], outs: [m]}\n`
  })
  const pipeline = pipelineOf({ 'dvc.yaml': `stages:\n${[...writers, ...readers].join('')}` })
  const traced = { pipeline, path: 'm' }
  const spent = cpuSeconds(() => {
    const files = compareInputs(traced, traced)?.files ?? []
    expect(files.filter(({ kind }) => kind === 'made').length).toBe(6_000)
  })
  expect(spent).toBeLessThan(MAX_CPU_SECONDS)
})
