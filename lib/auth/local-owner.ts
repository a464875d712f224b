import type { Identity } from '@/lib/policy/principal'

export const LOCAL_ISSUER = 'local'

/** The person who started the server in local mode, and the holder of SIGNET_ADMIN_TOKEN. */
export const LOCAL_OWNER: Identity = {
  id: `${LOCAL_ISSUER}#owner`,
  name: 'Local owner',
  email: null,
  groups: [],
}
