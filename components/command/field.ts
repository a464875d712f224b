/** The names under which the parts stand in addresses and forms. */
export const FIELD = {
  kind: 'command',
  model: 'model',
  version: 'version',
  stage: 'stage',
  commit: 'commit',
  branch: 'branch',
  query: 'q',
  step: 'step',
  newVersion: 'new',
  reason: 'reason',
  requestId: 'requestId',
  expected: 'expected',
} as const
