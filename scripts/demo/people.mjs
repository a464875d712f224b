/** Who appears in the demo. `offset` is minutes east of UTC. */
export const people = {
  ana: { name: 'Ana Souza', email: 'ana@example.com', offset: -180 },
  ben: { name: 'Ben Carter', email: 'ben@example.com', offset: 0 },
  chiara: { name: 'Chiara Rossi', email: 'chiara@example.com', offset: 60 },
  deepak: { name: 'Deepak Rao', email: 'deepak@example.com', offset: 330 },
  emi: { name: 'Emi Tanaka', email: 'emi@example.com', offset: 540 },
  bot: { name: 'Release Bot', email: 'release-bot@example.com', offset: 0 },
}

const START = Date.UTC(2025, 11, 22, 9) / 1000

/** Unix seconds of a day of the demo's year; a fraction is a time of day. */
export function day(number) {
  return START + Math.round(number * 86_400)
}

/** `Ana Souza <ana@example.com> 1738573200 -0300`, as Git writes a person at a moment. */
export function formatIdentity({ name, email, offset }, at) {
  const minutes = Math.abs(offset)
  const two = (value) => String(value).padStart(2, '0')
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`
  return `${name} <${email}> ${at} ${zone}`
}
