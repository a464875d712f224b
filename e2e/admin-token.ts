/** What programs of the owner show every server of a scenario. */
export const ADMIN_TOKEN = 'a-token-of-the-owner-for-programs'

export const asAdmin = { authorization: `Bearer ${ADMIN_TOKEN}` }
