import { expect, test } from 'vitest'
import { type CommandText, parseCommand } from './parse-command'

const NOTHING: CommandText = {
  kind: '',
  artifact: 'models:churn',
  version: null,
  stage: null,
  commit: null,
  bump: null,
}
const COMMIT = 'a'.repeat(40)

test.each<[Partial<CommandText>, object]>([
  [
    { kind: 'register', commit: COMMIT },
    { kind: 'register', commit: COMMIT, version: null, bump: null },
  ],
  [
    { kind: 'register', commit: COMMIT, version: 'v1.0.0', bump: '' },
    { kind: 'register', commit: COMMIT, version: 'v1.0.0', bump: null },
  ],
  [
    { kind: 'register', commit: COMMIT, version: '', bump: 'minor' },
    { kind: 'register', commit: COMMIT, version: null, bump: 'minor' },
  ],
  [
    { kind: 'assign', version: 'v1.0.0', stage: 'production', commit: 'not looked at' },
    { kind: 'assign', version: 'v1.0.0', stage: 'production' },
  ],
  [
    { kind: 'unassign', version: COMMIT, stage: 'dev' },
    { kind: 'unassign', version: COMMIT, stage: 'dev' },
  ],
  [
    { kind: 'roll-back', stage: 'dev' },
    { kind: 'roll-back', stage: 'dev' },
  ],
  [
    { kind: 'deregister', version: 'v1.0.0-rc.1' },
    { kind: 'deregister', version: 'v1.0.0-rc.1' },
  ],
  [{ kind: 'deprecate', version: 'v1' }, { kind: 'deprecate' }],
])('%o is parsed', (text, command) => {
  expect(parseCommand({ ...NOTHING, ...text })).toEqual({
    kind: 'parsed',
    command: { ...command, artifact: 'models:churn' },
  })
})

test.each<[Partial<CommandText>, string]>([
  [{ kind: 'delete' }, 'command'],
  [{ kind: 'toString' }, 'command'],
  [{ kind: 'deprecate', artifact: '--help' }, 'artifact'],
  [{ kind: 'deprecate', artifact: 'models=churn' }, 'artifact'],
  [{ kind: 'register' }, 'commit'],
  [{ kind: 'register', commit: 'HEAD' }, 'commit'],
  [{ kind: 'register', commit: COMMIT, version: '1.0.0' }, 'version'],
  [{ kind: 'register', commit: COMMIT, bump: 'big' }, 'bump'],
  [{ kind: 'assign', version: 'latest', stage: 'dev' }, 'version'],
  [{ kind: 'assign', version: 'v1.0.0' }, 'stage'],
  [{ kind: 'assign', version: 'v1.0.0', stage: 'a b' }, 'stage'],
  [{ kind: 'unassign', version: 'v1', stage: 'dev' }, 'version'],
  [{ kind: 'unassign', version: 'v1.0.0', stage: '' }, 'stage'],
  [{ kind: 'roll-back', stage: '#' }, 'stage'],
  [{ kind: 'deregister' }, 'version'],
])('%o is refused for its %s', (text, field) => {
  expect(parseCommand({ ...NOTHING, ...text })).toEqual({
    kind: 'refused',
    refusal: { code: 'bad-request', details: { field } },
  })
})
