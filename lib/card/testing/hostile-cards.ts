const SCHEMES = [
  ...['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'java\tscript:alert(1)', 'vbscript:x'],
  ...['data:text/html,<script>alert(1)</script>', 'data:image/svg+xml;base64,PHN2Zy8+'],
  ...[
    'javascript&colon;alert(1)',
    '&#106;avascript:alert(1)',
    'file:///etc/passwd',
    '//evil.example',
  ],
]

const ADDRESSES = SCHEMES.flatMap((url) => [
  `[a](${url})`,
  `![a](${url})`,
  `[a](<${url}>)`,
  `[a][b] ![c][b]\n\n[b]: <${url}>`,
])

const HTML = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)></svg>',
  '<iframe src="https://evil.example"></iframe>',
  '<a href="javascript:alert(1)">a</a>',
  '<style>*{background:url(https://evil.example)}</style>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<form action="https://evil.example"><input name=a><button>b</button></form>',
  '<object data="x.swf"></object><embed src=x><link rel=stylesheet href=x>',
  '<base href="https://evil.example"><meta http-equiv=refresh content=0>',
  '<!--><script>alert(1)</script>-->',
  '`<script>`</script>',
  '<https://evil.example/"onmouseover=alert(1)>',
]

const OTHERS = [
  '![remote](https://evil.example/pixel.png)',
  '![remote](HTTPS://evil.example/pixel.svg "onload=alert(1)")',
  '[a](https://evil.example/"onclick="alert(1))',
  'safe \u202egnp.exe\u202c \u2066text\u2069 \u200b\u200f',
  '[a\u202eb](c.md) ![d\u202ee](f.png)',
  '```js" onclick="alert(1)\ncode\n```',
  '# a {#id onclick=alert(1)}\n\n###### b',
  'a[^1]\n\n[^1]: [b](javascript:alert(1)) ![c](https://evil.example/x.png)',
  '- [ ] task <input onclick=alert(1)>',
  '$\\href{javascript:alert(1)}{a}$',
  'x'.repeat(100_000),
  '| a |\n|---|\n| <script>alert(1)</script> ![b](data:image/png;base64,AA) |',
]

const NESTED = [
  '>'.repeat(4_000),
  '['.repeat(4_000),
  '*a '.repeat(2_000),
  '- '.repeat(2_000),
  '![a]('.repeat(1_000),
  `|${'a|'.repeat(3_000)}\n|${'-|'.repeat(3_000)}\n`,
  Array.from({ length: 60 }, (_, length) => '`'.repeat(length)).join('a'),
]

const FRONT = [
  '---\nlicense: <script>alert(1)</script>\nbase_model: javascript:alert(1)\n---\n',
  '---\ntags: &a [*a, *a]\nmodel-index: [[[[[[\n---\n',
]

/** Texts that try to be more than text; as many as are asked for, each of another kind or in another place. */
export function listHostileCards(count: number): readonly string[] {
  const texts = [...ADDRESSES, ...HTML, ...OTHERS, ...NESTED]
  const places = [
    (text: string) => text,
    (text: string) => `${FRONT[0]}\n> ${text}`,
    (text: string) => `${FRONT[1]}- ${text}`,
    (text: string) => `# ${text}\n\n**${text}**\n`,
  ]
  const all = places.flatMap((place) => texts.map(place))
  // Spread over all kinds, where only some are asked for.
  const step = Math.max(1, Math.floor(all.length / count))
  return all.filter((_, at) => at % step === 0).slice(0, count)
}
