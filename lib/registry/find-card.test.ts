import { expect, test } from 'vitest'
import { deriveFacts } from './facts'
import { parseArtifactName } from './names'
import { answer, filesEverywhere } from './testing/build-look'
import { listFiles } from './testing/list-files'

/** The path of the card of an artifact, where the files with cards hold their own paths. */
function cardOf(artifact: string, files: Readonly<Record<string, string>>, cards: string) {
  const name = parseArtifactName(artifact)
  if (name === null) throw new Error(`no name: ${artifact}`)
  const paths = cards.split(' ').filter((path) => path !== '')
  const all = { ...files, ...Object.fromEntries(paths.map((path) => [path, `# ${path}\n`])) }
  const listing = listFiles(Object.keys(all))
  const input = { artifact: name, commit: 'c'.repeat(40), index: 'artifacts.yaml', listing }
  return answer(filesEverywhere(all), (look) => deriveFacts(input, look)).value.card?.path ?? null
}

const IN_FOLDER = { 'artifacts.yaml': 'm: { path: models/m/m.pkl }\n' }
const IN_ROOT = { 'artifacts.yaml': 'm: { path: m.pkl }\n' }
const IN_DVC = {
  'ml/dvc.yaml': 'artifacts: { m: { path: out/m.pkl, meta: { card: ../docs/m.md } } }\n',
}
const NAMED = { 'artifacts.yaml': 'm: { path: m.pkl, custom: { card: docs/m.md } }\n' }

test.each([
  ['beside the model', 'm', IN_FOLDER, 'models/m/README.md README.md', 'models/m/README.md'],
  [
    'MODEL_CARD.md before README.md',
    'm',
    IN_FOLDER,
    'models/m/README.md models/m/MODEL_CARD.md',
    'models/m/MODEL_CARD.md',
  ],
  [
    'README.md beside the model before MODEL_CARD.md of the declaring file',
    'm',
    IN_FOLDER,
    'models/m/README.md MODEL_CARD.md',
    'models/m/README.md',
  ],
  ['not above the folder', 'm', IN_FOLDER, 'models/README.md', null],
  [
    'not the README.md of a repository whose model lies in a folder',
    'm',
    IN_FOLDER,
    'README.md',
    null,
  ],
  [
    'a MODEL_CARD.md of the root, where the model is declared',
    'm',
    IN_FOLDER,
    'MODEL_CARD.md',
    'MODEL_CARD.md',
  ],
  ['the README.md of the root of a model in the root', 'm', IN_ROOT, 'README.md', 'README.md'],
  ['only these names', 'm', IN_ROOT, 'readme.md README CARD.md README.rst', null],
  [
    'in the folder that is the model',
    'm',
    { 'artifacts.yaml': 'm: { path: models/m }\n' },
    'models/README.md models/m/README.md',
    'models/m/README.md',
  ],
  [
    'the root that is the model',
    'm',
    { 'artifacts.yaml': 'm: { path: . }\n' },
    'README.md',
    'README.md',
  ],
  ['beside the file that declares it', 'ml:m', IN_DVC, 'ml/README.md README.md', 'ml/README.md'],
  [
    'of a model at a URL',
    'ml:m',
    { 'ml/artifacts.yaml': 'm: { path: s3://b/m.pkl }\n' },
    'ml/README.md',
    'ml/README.md',
  ],
  ['of a model without a path', 'm', { 'artifacts.yaml': 'm: {}\n' }, 'README.md', null],
  [
    'the file that the annotation names',
    'ml:m',
    IN_DVC,
    'docs/m.md ml/out/MODEL_CARD.md',
    'docs/m.md',
  ],
  [
    'beside the model where the named file is missing',
    'ml:m',
    IN_DVC,
    'ml/out/README.md',
    'ml/out/README.md',
  ],
  ['named in an artifacts.yaml', 'm', NAMED, 'docs/m.md README.md', 'docs/m.md'],
  [
    'a name that leaves the repository',
    'm',
    { 'artifacts.yaml': 'm: { path: m.pkl, custom: { card: ../../x.md } }\n' },
    'x.md',
    null,
  ],
  [
    'a URL as a name',
    'm',
    { 'artifacts.yaml': 'm: { path: m.pkl, custom: { card: "https://example.com/x.md" } }\n' },
    '',
    null,
  ],
  [
    'of nothing that is declared',
    'm',
    { 'artifacts.yaml': 'n: { path: m.pkl }\n' },
    'README.md',
    null,
  ],
])('%s', (_what, artifact, files, cards, expected) => {
  expect(cardOf(artifact, files, cards)).toBe(expected)
})

test('a pointer of Git LFS is no card', () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12\n`
  expect(cardOf('m', { ...IN_ROOT, 'README.md': pointer }, '')).toBeNull()
})

test('the card is asked for together with the model, and is the blob', () => {
  const files = { ...IN_FOLDER, 'models/m/README.md': '# m\n' }
  const source = filesEverywhere(files)
  const name = parseArtifactName('m')
  if (name === null) throw new Error('no name')
  const input = {
    artifact: name,
    commit: 'c'.repeat(40),
    index: 'artifacts.yaml',
    listing: listFiles(Object.keys(files)),
  }
  const { value, rounds } = answer(source, (look) => deriveFacts(input, look))
  expect(value.card).toEqual({
    path: 'models/m/README.md',
    oid: source('', 'models/m/README.md')?.oid,
  })
  const asked = rounds.findIndex((round) => round.includes('stat:models/m/m.pkl'))
  expect(rounds[asked]).toContain('stat:models/m/README.md')
  expect(rounds[asked]).toContain('stat:MODEL_CARD.md')
})
