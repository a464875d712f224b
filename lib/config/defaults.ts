import type { Config } from './config'

/** What holds where nothing is configured. */
export const DEFAULTS: Pick<
  Config,
  | 'stageRules'
  | 'signatures'
  | 'metrics'
  | 'people'
  | 'serviceAccount'
  | 'trust'
  | 'auth'
  | 'demoRequest'
> = {
  stageRules: {},
  demoRequest: null,
  signatures: { fallback: 'warn', stages: {} },
  metrics: {},
  people: [],
  serviceAccount: {
    name: 'Signet',
    email: 'signet@localhost',
    sign: 'ssh',
    key: { kind: 'generated' },
  },
  trust: { allowedSigners: null, revokedKeys: null, openpgpKeys: null },
  auth: {
    providers: [],
    anonymous: 'none',
    roles: { viewer: [], editor: [], admin: [] },
    tokens: [],
    adminToken: null,
  },
}
