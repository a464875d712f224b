import { expect, test } from 'vitest'
import { problemRemedy, REMEDIES } from './problem-remedy'
import { problemSentence } from './problem-sentence'

const nowhere = { artifact: null, file: null, line: null, tag: null, commit: null }
const place = {
  artifact: 'churn',
  file: 'models/artifacts.yaml',
  line: 6,
  tag: 'churn@v1.0.0!',
  commit: '3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a',
}

test.each(Object.keys(REMEDIES))('%s has a sentence, and a remedy of its own', (code) => {
  expect(problemSentence(code)).not.toBe(code)
  for (const where of [nowhere, place]) {
    const { text = '', command = '' } = problemRemedy({ code, ...where }) ?? {}
    expect(text).toMatch(/^[A-Z].*\.$/)
    expect(text).not.toBe(problemSentence(code))
    expect(`${text} ${command}`).not.toMatch(/\b(?:FILE|PLACE|TAG|MODEL|COMMIT)\b/)
  }
})

test.each([
  ['yaml-syntax', place, 'Correct models/artifacts.yaml, line 6, commit and push.', null],
  [
    'yaml-syntax',
    { ...place, line: null },
    'Correct models/artifacts.yaml, commit and push.',
    null,
  ],
  ['yaml-syntax', nowhere, 'Correct the file, commit and push.', null],
  [
    'file-lfs-pointer',
    place,
    'Keep models/artifacts.yaml in Git itself: take it out of Git LFS, commit and push.',
    "git lfs untrack 'models/artifacts.yaml' && git add --renormalize 'models/artifacts.yaml'",
  ],
  [
    'tag-backdated',
    place,
    'Ask who made churn@v1.0.0! and why it has an older date; the order of events depends on it.',
    "git cat-file -p 'refs/tags/churn@v1.0.0!'",
  ],
  [
    'commit-too-large',
    place,
    'Shorten the message of the commit 3f2a1b0. Signet’s limits are fixed.',
    null,
  ],
  [
    'many-versions-on-commit',
    place,
    'Nothing has to be done if both names are meant. Else deregister one of them on the page of churn.',
    null,
  ],
])('%s at %j says what to do', (code, where, text, command) => {
  expect(problemRemedy({ code, ...where })).toEqual({ text, command })
})

test.each(["x'; rm -rf ~; '", '-rf', 'a b', '$(id)', 'a\u202eb', ''])(
  'the name %j stands in no command',
  (name) => {
    const { command } = problemRemedy({ code: 'json-syntax', ...place, file: name }) ?? {}
    expect(command).toBeNull()
  },
)

test('a code of a newer index has no remedy', () => {
  expect(problemRemedy({ code: 'not-known-yet', ...place })).toBeNull()
  expect(problemRemedy({ code: 'toString', ...place })).toBeNull()
})
