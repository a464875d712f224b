/** What a token may be for, from least to most. */
export const SCOPES = ['read', 'register', 'promote', 'deploy', 'admin'] as const
