import type { Identity } from '@/lib/policy/principal'

export const LOCAL_ISSUER = 'local'

/** Whoever started the server in local mode, and whoever holds SIGNET_ADMIN_TOKEN. */
export const LOCAL_OWNER: Identity = {
  id: `${LOCAL_ISSUER}#owner`,
  name: 'Local owner',
  email: null,
  groups: [],
}
