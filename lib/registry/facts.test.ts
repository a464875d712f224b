// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are DVC's
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { cpuSeconds, MAX_CPU_SECONDS } from '@/lib/testing/cpu-seconds'
import { deriveFacts } from './facts'
import { parseArtifactName } from './names'
import { answer, filesEverywhere } from './testing/build-look'
import { listFiles } from './testing/list-files'

const COMMIT = 'c'.repeat(40)

function factsOf(
  artifact: string,
  files: Readonly<Record<string, string>>,
  index = 'artifacts.yaml',
) {
  const name = parseArtifactName(artifact)
  if (name === null) throw new Error(`no name: ${artifact}`)
  const source = filesEverywhere(files)
  const input = { artifact: name, commit: COMMIT, index, listing: listFiles(Object.keys(files)) }
  return answer(source, (look) => deriveFacts(input, look))
}

function problemsOf(artifact: string, files: Readonly<Record<string, string>>) {
  const { problems } = factsOf(artifact, files).value
  return problems.map(({ code, file, line, detail }) => [code, `${file}:${line}`, detail])
}

const LFS_POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 9\n`

const EMPTY = {
  annotated: false,
  file: null,
  type: null,
  description: '',
  labels: [],
  owners: [],
  path: null,
  hash: null,
  size: null,
  md5s: [],
  metrics: {},
  params: {},
  card: null,
  directions: {},
  framework: null,
  origins: [],
  problems: [],
}

describe('annotations', () => {
  test('artifacts.yaml in the root', () => {
    const text = [
      'churn:',
      '  type: model',
      '  path: models/churn.pkl',
      '  description: Who leaves',
      '  labels: [nlp, "1.10", nlp]',
      '  custom: { owner: ana@example.com }',
      'other: {}',
    ].join('\n')
    expect(factsOf('churn', { 'artifacts.yaml': text }).value).toEqual({
      ...EMPTY,
      annotated: true,
      file: 'artifacts.yaml',
      type: 'model',
      path: 'models/churn.pkl',
      description: 'Who leaves',
      labels: ['nlp', '1.10'],
      owners: ['ana@example.com'],
    })
  })

  test('directions of metrics; what does not say up or down is of another program', () => {
    const text = [
      'churn:',
      '  path: models/churn.pkl',
      '  meta:',
      '    metrics: { auc: 0.9, rows: up, "cost per call": down, f1: best, __proto__: up }',
    ].join('\n')
    const { value } = factsOf('churn', { 'artifacts.yaml': text })
    expect(Object.entries(value.directions)).toEqual([
      ['rows', 'up'],
      ['cost per call', 'down'],
      ['__proto__', 'up'],
    ])
    const long = `churn: { meta: { metrics: { ${'m'.repeat(300)}: up, ${Array.from({ length: 200 }, (_, n) => `m${n}: up`).join(', ')} } } }`
    const many = factsOf('churn', { 'artifacts.yaml': long }).value.directions
    expect(Object.keys(many)).toEqual(Array.from({ length: 100 }, (_, n) => `m${n}`))
  })

  test('an index that .gto names, wherever it stands, and paths from the root', () => {
    const files = {
      'registry/models.yaml': 'churn:\n  path: a.pkl',
      'artifacts.yaml': 'churn: {type: x}',
    }
    const facts = factsOf('churn', files, 'registry/models.yaml').value
    expect(facts).toEqual({
      ...EMPTY,
      annotated: true,
      file: 'registry/models.yaml',
      path: 'a.pkl',
    })
  })

  test('artifacts.yaml of a folder names the artifacts of that folder', () => {
    const facts = factsOf('a/b:churn', { 'a/b/artifacts.yaml': 'churn: { path: ../m.pkl }' }).value
    expect(facts).toEqual({
      ...EMPTY,
      annotated: true,
      file: 'a/b/artifacts.yaml',
      path: 'a/m.pkl',
    })
  })

  test('dvc.yaml wins field by field', () => {
    const files = {
      'dvc.yaml':
        'artifacts:\n  churn: { path: dvc.pkl, desc: From DVC, meta: { owners: [ana, bob] } }',
      'artifacts.yaml': 'churn: { path: gto.pkl, type: model, labels: [a], owner: eve }',
    }
    expect(factsOf('churn', files).value).toEqual({
      ...EMPTY,
      annotated: true,
      file: 'dvc.yaml',
      type: 'model',
      path: 'dvc.pkl',
      description: 'From DVC',
      labels: ['a'],
      owners: ['ana', 'bob'],
    })
  })

  test.each([
    ['s3://bucket/a/../m.pt', 's3://bucket/a/../m.pt'],
    ['./models//churn/', 'a/models/churn'],
    ['.', 'a'],
    ['../x', 'x'],
    ['..', '.'],
  ])('the path %s is %s', (written, path) => {
    const facts = factsOf('a:m', { 'a/artifacts.yaml': `m: { path: "${written}" }` }).value
    expect([facts.path, facts.problems]).toEqual([path, []])
  })

  test.each(['../../x', '/etc/passwd'])('the path %s is refused', (written) => {
    const files = { 'a/artifacts.yaml': `\nm:\n  path: "${written}"` }
    expect(factsOf('a:m', files).value.path).toBeNull()
    expect(problemsOf('a:m', files)).toEqual([
      ['path-outside-repository', 'a/artifacts.yaml:3', `"${written}"`],
    ])
  })

  test.each([
    ['owner: ana', ['ana']],
    ['owner: [ana, bob]', ['ana', 'bob']],
    ['owners: "ana, bob"', ['ana', 'bob']],
    ['custom: { owners: [ana] }', ['ana']],
    ['meta: { owner: ana, owners: [bob, ana] }', ['ana', 'bob']],
    ['owner: ~', []],
    ['owner: { name: ana }', []],
  ])('%s', (text, owners) => {
    expect(factsOf('m', { 'artifacts.yaml': `m: { ${text} }` }).value.owners).toEqual(owners)
  })

  test('an entry with nothing in it is an artifact, with a problem', () => {
    expect(factsOf('m', { 'artifacts.yaml': 'a: {}\nm:' }).value.annotated).toBe(true)
    expect(problemsOf('m', { 'artifacts.yaml': 'a: {}\nm:' })).toEqual([
      ['annotation-entry-empty', 'artifacts.yaml:2', ''],
    ])
  })

  test('a field of a wrong kind is left out, the others stay', () => {
    const text = 'm:\n  type: [a]\n  labels:\n    a: b\n  path: x\n  description: { a: b }'
    const facts = factsOf('m', { 'artifacts.yaml': text }).value
    expect([facts.type, facts.labels, facts.path, facts.description]).toEqual([null, [], 'x', ''])
    expect(problemsOf('m', { 'artifacts.yaml': text })).toEqual([
      ['annotation-bad-field', 'artifacts.yaml:2', 'type: a list'],
      ['annotation-bad-field', 'artifacts.yaml:6', 'description: a mapping'],
      ['annotation-bad-field', 'artifacts.yaml:3', 'labels: a mapping'],
    ])
  })

  test.each([
    ['m: 5', 'annotation-entry-not-a-mapping', 1],
    ['- m', 'annotation-file-not-a-mapping', null],
    ['', 'annotation-file-empty', null],
    ['a: {}\nm: {', 'yaml-syntax', 2],
  ])('the file %j annotates nothing: %s', (text, code, line) => {
    const { annotated, problems } = factsOf('m', { 'artifacts.yaml': text }).value
    expect([annotated, problems.map((one) => [one.code, one.line])]).toEqual([
      false,
      [[code, line]],
    ])
  })

  test('a broken dvc.yaml does not hide what artifacts.yaml says', () => {
    const files = { 'dvc.yaml': 'artifacts: [', 'artifacts.yaml': 'm: { type: model }' }
    expect(factsOf('m', files).value.type).toBe('model')
    expect(problemsOf('m', files).map(([code, place]) => [code, place])).toEqual([
      ['yaml-syntax', 'dvc.yaml:1'],
    ])
  })

  test('keys that every object has are no artifacts', () => {
    expect(factsOf('constructor', { 'artifacts.yaml': 'm: {}' }).value.annotated).toBe(false)
    expect(factsOf('toString', { 'dvc.yaml': 'artifacts: {}' }).value.annotated).toBe(false)
  })
})

describe('templates in dvc.yaml', () => {
  test('variables of params.yaml, of other files, of parts of files, and written there', () => {
    const files = {
      'a/dvc.yaml': [
        'vars:',
        '  - name: churn',
        '  - more.json',
        '  - deep/extra.yaml:paths,tags',
        'artifacts:',
        '  m:',
        '    path: ${dir}/${name}-${paths.list[1]}.pkl',
        '    labels: ${tags}',
        '    desc: a ${big} \\${kept} ${flag}',
      ].join('\n'),
      'a/params.yaml': 'dir: models\nflag: true',
      'a/more.json': '{"big": 1000000}',
      'a/deep/extra.yaml': 'paths: { list: [x, y] }\ntags: [one, two]\nsecret: z',
    }
    const { value, rounds } = factsOf('a:m', files)
    expect(value.path).toBe('a/models/churn-y.pkl')
    expect(value.labels).toEqual(['one', 'two'])
    expect(value.description).toBe('a 1000000 ${kept} true')
    expect(value.problems).toEqual([])
    expect(rounds.length).toBe(3)
  })

  test('what names nothing stays and is a problem of its own artifact', () => {
    const files = { 'dvc.yaml': 'artifacts:\n  m:\n    path: ${no.such}/m\n  n: { path: n }' }
    expect(factsOf('m', files).value.path).toBe('${no.such}/m')
    expect(problemsOf('m', files)).toEqual([['template-unresolved', 'dvc.yaml:2', '"${no.such}"']])
    expect(problemsOf('n', files)).toEqual([])
  })

  test('variables that are missing, clash or cannot be read', () => {
    const files = {
      'dvc.yaml':
        'vars: [gone.yaml, "s3://b/x.yaml", ../../up.yaml, part.yaml:no, "params.yaml:a", a: 1]\nartifacts: { m: { path: "${a}" } }',
      'params.yaml': 'a: 2',
      'part.yaml': 'b: 3',
    }
    expect(factsOf('m', files).value.path).toBe('2')
    expect(problemsOf('m', files)).toEqual([
      ['dvc-vars-missing', 'dvc.yaml:null', '"gone.yaml"'],
      ['dvc-vars-unsupported', 'dvc.yaml:null', '"s3://b/x.yaml"'],
      ['path-outside-repository', 'dvc.yaml:null', '"../../up.yaml"'],
      ['dvc-vars-missing', 'dvc.yaml:null', '"part.yaml:no"'],
      ['dvc-vars-conflict', 'dvc.yaml:null', '"params.yaml:a"'],
      ['dvc-vars-conflict', 'dvc.yaml:null', '"a"'],
    ])
  })

  test('a template that grows without end is cut off', () => {
    const files = {
      'dvc.yaml': `artifacts:\n  m:\n    desc: "${'${x}'.repeat(5000)}"`,
      'params.yaml': `x: ${'y'.repeat(10_000)}`,
    }
    const { description, problems } = factsOf('m', files).value
    expect(description.length).toBeLessThan(400_000)
    expect(problems.map(({ code }) => code)).toEqual(['template-too-large', 'text-too-long'])
  })

  test('unclosed templates take no time', () => {
    const files = { 'dvc.yaml': `artifacts:\n  m:\n    desc: "${'${'.repeat(100_000)}"` }
    expect(cpuSeconds(() => factsOf('m', files))).toBeLessThan(MAX_CPU_SECONDS)
  })
})

describe('hash and size', () => {
  const annotated = { 'artifacts.yaml': 'm: { path: models/m.pkl }' }

  test('from dvc.lock, schema 2.0', () => {
    const lock = [
      "schema: '2.0'",
      'stages:',
      '  train:',
      '    outs:',
      '    - { path: models//m.pkl, hash: md5, md5: 0123.dir, size: 12345, nfiles: 2 }',
    ].join('\n')
    const dvc = 'stages: { train: { outs: [models//m.pkl] } }'
    const facts = factsOf('m', { ...annotated, 'dvc.yaml': dvc, 'dvc.lock': lock }).value
    expect([facts.hash, facts.size]).toEqual(['0123.dir', 12345])
  })

  test('from dvc.lock, schema 1.0', () => {
    const lock = 'train:\n  cmd: x\n  outs:\n  - { path: models/m.pkl, md5: "0123" }'
    const dvc = 'stages: { train: { cmd: x, outs: [models/m.pkl] } }'
    const facts = factsOf('m', { ...annotated, 'dvc.yaml': dvc, 'dvc.lock': lock }).value
    expect([facts.hash, facts.size]).toEqual(['0123', null])
  })

  test('not from an entry of dvc.lock whose stage is gone, nor from an output that a stage no longer has', () => {
    const files = {
      ...annotated,
      'dvc.yaml': 'stages: { train: { outs: [other.pkl] } }',
      'dvc.lock':
        'train: { outs: [{ path: models/m.pkl, md5: a1 }] }\ngone: { outs: [{ path: models/m.pkl, md5: a2 }] }',
    }
    expect(factsOf('m', files).value.hash).toBeNull()
    const dvc = 'outs: [{ md5: b1, size: 5, path: m.pkl }]'
    expect(factsOf('m', { ...files, 'models/m.pkl.dvc': dvc }).value).toMatchObject({
      hash: 'b1',
      size: 5,
    })
  })

  test('from the dvc.lock of the folder of the path, where a stage works elsewhere', () => {
    const { value, rounds } = factsOf('m', {
      ...annotated,
      'models/dvc.yaml':
        'stages: { train: { foreach: [a], do: { wdir: .., outs: [models/m.pkl] } } }',
      'models/dvc.lock':
        "schema: '2.0'\nstages: { train@a: { outs: [{ path: models/m.pkl, md5: a1 }] } }",
    })
    expect(value.hash).toBe('a1')
    expect(rounds.length).toBe(2)
  })

  test('from the dvc.lock of the folder of the artifact, with wdir and templates', () => {
    const files = {
      'a/dvc.yaml':
        'artifacts: { m: { path: "w/${n}.pkl" } }\nstages: { train: { wdir: "${w}", outs: [m.pkl] } }',
      'a/params.yaml': 'n: m\nw: w',
      'a/dvc.lock':
        "schema: '2.0'\nstages: { train: { outs: [{ path: m.pkl, md5: a2, size: 7 }] } }",
    }
    expect(factsOf('a:m', files).value).toMatchObject({ path: 'a/w/m.pkl', hash: 'a2', size: 7 })
  })

  test('from PATH.dvc', () => {
    const dvc = 'outs:\n- { md5: b1, size: 5, path: m.pkl }'
    const facts = factsOf('m', { ...annotated, 'models/m.pkl.dvc': dvc }).value
    expect([facts.hash, facts.size]).toEqual(['b1', 5])
  })

  test('of the blob in Git', () => {
    const facts = factsOf('m', { ...annotated, 'models/m.pkl': 'weights' }).value
    expect([facts.hash, facts.size]).toEqual([expect.stringMatching(/^git:[0-9a-f]{40}$/), 7])
  })

  test.each([
    ['a file', 'weights\n', ['weights\n']],
    ['a text with CRLF', 'a\r\nb\r\n', ['a\r\nb\r\n', 'a\nb\n']],
    ['a large file', 'x'.repeat(256 * 1024), []],
    ['a Git LFS pointer', LFS_POINTER, []],
  ])('of %s in Git, the md5 that DVC records of a copy', (_, text, hashed) => {
    const facts = factsOf('m', { ...annotated, 'models/m.pkl': text }).value
    const md5 = (one: string) => createHash('md5').update(one).digest('hex')
    expect(facts.md5s).toEqual(hashed.map(md5))
    const tracked = { ...annotated, 'models/m.pkl.dvc': 'outs: [{ md5: b1, path: m.pkl }]' }
    expect(factsOf('m', { ...tracked, 'models/m.pkl': text }).value.md5s).toEqual([])
  })

  test('none for what lies inside a folder that DVC tracks', () => {
    const files = { ...annotated, 'models.dvc': 'outs: [{ md5: x.dir, path: models }]' }
    const facts = factsOf('m', files).value
    expect([facts.hash, facts.size, facts.problems]).toEqual([null, null, []])
  })

  test('of a URL that a stage writes', () => {
    const files = {
      'dvc.yaml': 'artifacts: { m: { path: s3://b/m } }\nstages: { train: { outs: [s3://b/m] } }',
      'dvc.lock': 'train: { outs: [{ path: s3://b/m, etag: e1, size: "9" }] }',
    }
    expect(factsOf('m', files).value).toMatchObject({ path: 's3://b/m', hash: 'e1', size: 9 })
  })

  test('a lock that is none is a problem', () => {
    expect(problemsOf('m', { ...annotated, 'dvc.yaml': 'stages: {}', 'dvc.lock': '- a' })).toEqual([
      ['dvc-file-malformed', 'dvc.lock:null', ''],
    ])
  })
})

describe('metrics and params', () => {
  test('common names beside the annotation, nested keys with dots', () => {
    const files = {
      'a/metrics.json': '{"auc": 0.93, "test": {"f1": 0.5, "note": "x", "list": [1]}, "n": null}',
      'a/dvclive/metrics.json': '{"loss": 1e-3}',
      'a/params.yaml': 'lr: 0.1\ntrain: { epochs: 3, on: true, none: ~ }\nlayers: [1, 2]\nname: x',
      'metrics.json': '{"other": 1}',
    }
    const { value, rounds } = factsOf('a:m', files)
    expect(value.metrics).toEqual({ auc: 0.93, 'test.f1': 0.5, loss: 0.001 })
    expect(value.params).toEqual({
      lr: 0.1,
      'train.epochs': 3,
      'train.on': true,
      'train.none': null,
      layers: '[1,2]',
      name: 'x',
    })
    expect(rounds.length).toBe(1)
  })

  test('the files that dvc.yaml names, and only the keys that stages name', () => {
    const files = {
      'dvc.yaml': [
        'metrics: [eval/metrics.json]',
        'params: [results/params.yaml]',
        'stages:',
        '  train:',
        '    params: [lr, train.epochs, other.yaml: [a, b.c], whole.yaml: ]',
        '    metrics: [{ out.json: { cache: false } }, notes.csv]',
      ].join('\n'),
      'eval/metrics.json': '{"auc": 1}',
      'out.json': '{"f1": 2}',
      'params.yaml': 'lr: 1\ntrain: { epochs: 2, seed: 3 }\nrest: 4',
      'other.yaml': 'a: { x: 5, y: 6 }\nb: { c: 7, d: 8 }\nz: 9',
      'whole.yaml': 'w: 10',
      'results/params.yaml': 'r: 11',
    }
    const { value, rounds } = factsOf('m', files)
    expect(value.metrics).toEqual({ auc: 1, f1: 2 })
    expect(value.params).toEqual({
      lr: 1,
      'train.epochs': 2,
      'a.x': 5,
      'a.y': 6,
      'b.c': 7,
      w: 10,
      r: 11,
    })
    expect(rounds.length).toBe(2)
  })

  test('stages made by foreach and matrix', () => {
    const files = {
      'dvc.yaml': [
        'stages:',
        '  a: { foreach: [x, y], do: { metrics: ["${item}.json"] } }',
        '  b: { foreach: { p: { f: one.json } }, do: { metrics: ["${key}/${item.f}"] } }',
        '  c: { matrix: { m: [u, v], n: "${ns}" }, metrics: ["${item.m}${item.n}.json"] }',
      ].join('\n'),
      'params.yaml': 'ns: [1, 2]',
      'x.json': '{"x":1}',
      'y.json': '{"y":1}',
      'p/one.json': '{"p":1}',
      'u1.json': '{"u1":1}',
      'u2.json': '{"u2":1}',
      'v2.json': '{"v2":1}',
    }
    expect(factsOf('m', files).value.metrics).toEqual({ x: 1, y: 1, p: 1, u1: 1, u2: 1, v2: 1 })
  })

  test('a matrix of millions is cut off', () => {
    const axis = `[${Array.from({ length: 100 }, (_, index) => index).join(',')}]`
    const text = `stages: { s: { matrix: { a: ${axis}, b: ${axis}, c: ${axis}, d: ${axis} }, cmd: x } }`
    expect(problemsOf('m', { 'dvc.yaml': text })).toEqual([
      ['dvc-too-many-stages', 'dvc.yaml:null', 'the limit is 20,000'],
    ])
  })

  test('a key keeps its name unless files disagree', () => {
    const files = {
      'a/dvc.yaml': 'metrics: [train/metrics.json, test/metrics.json, ../up.json]',
      'a/train/metrics.json': '{"acc": 0.9, "same": 1, "loss": 2}',
      'a/test/metrics.json': '{"acc": 0.8, "same": 1}',
      'up.json': '{"acc": 0.7}',
    }
    expect(factsOf('a:m', files).value.metrics).toEqual({
      'train/metrics.json:acc': 0.9,
      'test/metrics.json:acc': 0.8,
      'up.json:acc': 0.7,
      same: 1,
      loss: 2,
    })
  })

  test('numbers are metrics, NaN and infinities too', () => {
    const files = { 'metrics.yaml': 'a: .inf\nb: .nan\nc: "1"\nd: true\ne: 2' }
    expect(factsOf('m', files).value.metrics).toEqual({
      a: { number: 'inf' },
      b: { number: 'nan' },
      e: 2,
    })
  })

  test('a broken metrics file is a problem and hides no other', () => {
    const files = { 'metrics.json': '{"a": 1,', 'dvclive/metrics.json': '{"b": 1}' }
    expect(factsOf('m', files).value.metrics).toEqual({ b: 1 })
    expect(problemsOf('m', files)).toEqual([['json-syntax', 'metrics.json:1', 'not JSON']])
  })

  test('too many values are cut off, and __proto__ is a name like others', () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`k${index}`, index]),
    )
    const { value } = factsOf('m', { 'metrics.json': JSON.stringify(many) })
    expect(Object.keys(value.metrics).length).toBe(1000)
    expect(value.problems.map(({ code }) => code)).toEqual(['too-many-values'])
    const odd = { 'params.json': '{"__proto__": 1}' }
    expect(Object.entries(factsOf('m', odd).value.params)).toEqual([['__proto__', 1]])
  })
})

test('an artifact of a folder that cannot exist has no files', () => {
  expect(factsOf('a//b:m', {})).toEqual({ value: EMPTY, rounds: [] })
  expect(factsOf('a/../b:m', {})).toEqual({ value: EMPTY, rounds: [] })
})
