import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveBranch } from './branch'
import { deriveFacts } from './facts'
import { type ArtifactName, parseArtifactName } from './names'
import { answer, filesEverywhere } from './testing/build-look'
import { listFiles } from './testing/list-files'

const BRANCH = { name: 'main', commit: 'b'.repeat(40) }
const NAMES = ['a', 'b', 'c'] as const

/** Values of an entry, one line each, as JSON, which is YAML too. */
const goodEntries = fc.record(
  {
    path: fc.constantFrom('m.pkl', 'models/m.pkl', 's3://bucket/m', `\${dir}/m`),
    type: fc.constantFrom('model', 'dataset'),
    labels: fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { maxLength: 3 }),
    description: fc.string({ maxLength: 20 }),
    owner: fc.constantFrom('ana', 'bob'),
  },
  { requiredKeys: [] },
)
const badEntries = fc.oneof(
  fc.jsonValue(),
  fc.record({ path: fc.constantFrom('../..', '/abs', `\${no}`, 5, ['a']) }),
  fc.record({ labels: fc.jsonValue(), type: fc.jsonValue(), owner: fc.jsonValue() }),
)

function write(entries: Readonly<Record<string, unknown>>): string {
  return Object.entries(entries)
    .map(([name, entry]) => `  ${name}: ${JSON.stringify(entry)}`)
    .join('\n')
}

function derive(dvc: Readonly<Record<string, unknown>>, gto: Readonly<Record<string, unknown>>) {
  const source = filesEverywhere({
    'dvc.yaml': `stages: { x: { outs: [m.pkl] } }\nartifacts:\n${write(dvc)}`,
    'artifacts.yaml': write(gto),
    'params.yaml': 'dir: d',
    'dvc.lock': 'x: { outs: [{ path: m.pkl, md5: a1 }] }',
  })
  const listing = listFiles(['artifacts.yaml', 'dvc.yaml', 'dvc.lock'])
  const branch = answer(source, (look) => deriveBranch(BRANCH, listing, look)).value
  return (artifact: ArtifactName) => {
    const input = { artifact, commit: BRANCH.commit, index: 'artifacts.yaml', listing }
    return [
      branch.artifacts.get(artifact),
      branch.problems.filter((problem) => problem.artifact === artifact),
      answer(source, (look) => deriveFacts(input, look)).value,
    ]
  }
}

test('a bad entry changes only its own artifact', () => {
  const entries = fc.record({ a: goodEntries, b: goodEntries, c: goodEntries })
  fc.assert(
    fc.property(
      ...[entries, entries, fc.constantFrom(...NAMES), badEntries, fc.constantFrom('dvc', 'gto')],
      (dvc, gto, broken, bad, file) => {
        const before = derive(dvc, gto)
        const after =
          file === 'dvc'
            ? derive({ ...dvc, [broken]: bad }, gto)
            : derive(dvc, { ...gto, [broken]: bad })
        for (const name of NAMES.filter((one) => one !== broken)) {
          const artifact = parseArtifactName(name)
          if (artifact !== null) expect(after(artifact)).toEqual(before(artifact))
        }
      },
    ),
    { numRuns: 300 },
  )
})
