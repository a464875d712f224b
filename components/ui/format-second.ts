/** Unix seconds as text in UTC: `2026-03-01T12:00:00Z`. */
export function formatSecond(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`
}
