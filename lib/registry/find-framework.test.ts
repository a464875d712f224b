import { describe, expect, test } from 'vitest'
import { deriveFacts } from './facts'
import { parseArtifactName } from './names'
import { answer, filesEverywhere } from './testing/build-look'
import { listFiles } from './testing/list-files'

/** The framework of the model `m` of a commit with these files. */
function frameworkOf(path: string, files: Readonly<Record<string, string>>) {
  const artifact = parseArtifactName('m')
  if (artifact === null) throw new Error('no name')
  const all = { 'artifacts.yaml': `m: { path: ${path} }\n`, ...files }
  const listing = listFiles(Object.keys(all))
  const input = { artifact, commit: 'c'.repeat(40), index: 'artifacts.yaml', listing }
  const { value } = answer(filesEverywhere(all), (look) => deriveFacts(input, look))
  return { framework: value.framework, problems: value.problems.map(({ code }) => code) }
}

const MLMODEL = `artifact_path: model
flavors:
  python_function: { loader_module: mlflow.sklearn, python_version: 3.10.12 }
  sklearn: { pickled_model: model.pkl, sklearn_version: 1.30 }
signature:
  inputs: '[{"name": "age", "type": "long", "required": true}, {"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 28, 28]}}, 7]'
  outputs: '[{"type": "double"}]'
`

const NONE = { version: null, architecture: null, inputs: [], outputs: [] }

describe('the framework of a model', () => {
  test('is what MLmodel says, with the signature and the spelling of the version', () => {
    expect(frameworkOf('models/m', { 'models/m/MLmodel': MLMODEL })).toEqual({
      framework: {
        file: 'models/m/MLmodel',
        name: 'sklearn',
        version: '1.30',
        architecture: null,
        inputs: [
          { name: 'age', type: 'long' },
          { name: null, type: 'float32[-1, 28, 28]' },
        ],
        outputs: [{ name: null, type: 'double' }],
      },
      problems: [],
    })
  })

  test('is the loader where MLmodel has no flavor of its own', () => {
    const text = 'flavors: { python_function: { loader_module: my.loader } }\n'
    const file = 'models/MLmodel'
    const { framework } = frameworkOf('models/m.pkl', { [file]: text })
    expect(framework).toEqual({ ...NONE, file, name: 'my.loader' })
  })

  test('is transformers where config.json names a kind of model', () => {
    const text =
      '{"model_type": "bert", "architectures": ["BertForTokenClassification"], "transformers_version": "4.40.0"}'
    const { framework } = frameworkOf('bert', { 'bert/config.json': text })
    const expected = { file: 'bert/config.json', name: 'transformers', version: '4.40.0' }
    expect(framework).toEqual({
      ...NONE,
      ...expected,
      architecture: 'BertForTokenClassification',
    })
    const kind = frameworkOf('bert', { 'bert/config.json': '{"model_type": "bert"}' })
    expect(kind.framework).toMatchObject({ version: null, architecture: 'bert' })
  })

  test.each([
    ['config.json of another program', { 'models/config.json': '{"port": 80}' }],
    ['a file that is no YAML', { 'models/MLmodel': 'flavors: [' }],
    ['flavors that are a list', { 'models/MLmodel': 'flavors: [sklearn]' }],
    ['a file of another folder', { 'other/MLmodel': MLMODEL }],
    ['a list', { 'models/config.json': '[{"model_type": "bert"}]' }],
  ])('is not known from %s, which is no problem of the model', (_what, files) => {
    expect(frameworkOf('models/m.pkl', files)).toEqual({ framework: null, problems: [] })
  })

  test('is not looked for where the model is at a URL', () => {
    const files = { MLmodel: MLMODEL }
    expect(frameworkOf('s3://bucket/m.pkl', files).framework).toBeNull()
  })

  test('has limits: 100 fields, names of 255 bytes, no signature of more than 16 KiB', () => {
    const fields = Array.from({ length: 200 }, () => ({ name: 'n'.repeat(50), type: 't' }))
    const withInputs = (inputs: unknown) => {
      const text = `flavors: { ${'x'.repeat(300)}: {} }\nsignature: { inputs: '${JSON.stringify(inputs)}' }\n`
      return frameworkOf('models/m', { 'models/m/MLmodel': text }).framework
    }
    expect(withInputs(fields)?.inputs).toHaveLength(100)
    expect(withInputs([...fields, ...fields])?.inputs).toEqual([])
    expect(Buffer.byteLength(withInputs([])?.name ?? '')).toBeLessThanOrEqual(255)
  })
})
