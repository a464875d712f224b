import type { LanguageRegistration } from 'shiki/core'

type Language = { readonly name: string; readonly load: () => Promise<LanguageRegistration[]> }

const LANGUAGES = {
  python: async () => (await import('shiki/langs/python.mjs')).default,
  yaml: async () => (await import('shiki/langs/yaml.mjs')).default,
  json: async () => (await import('shiki/langs/json.mjs')).default,
  toml: async () => (await import('shiki/langs/toml.mjs')).default,
  shellscript: async () => (await import('shiki/langs/shellscript.mjs')).default,
  markdown: async () => (await import('shiki/langs/markdown.mjs')).default,
  javascript: async () => (await import('shiki/langs/javascript.mjs')).default,
  typescript: async () => (await import('shiki/langs/typescript.mjs')).default,
  docker: async () => (await import('shiki/langs/docker.mjs')).default,
  sql: async () => (await import('shiki/langs/sql.mjs')).default,
  ini: async () => (await import('shiki/langs/ini.mjs')).default,
} satisfies Readonly<Record<string, Language['load']>>

const ENDINGS: Readonly<Record<string, keyof typeof LANGUAGES>> = {
  ...{ py: 'python', pyi: 'python', yaml: 'yaml', yml: 'yaml', dvc: 'yaml', lock: 'yaml' },
  ...{ json: 'json', toml: 'toml', sh: 'shellscript', bash: 'shellscript', md: 'markdown' },
  ...{ js: 'javascript', mjs: 'javascript', ts: 'typescript', mts: 'typescript' },
  ...{ dockerfile: 'docker', sql: 'sql', ini: 'ini', cfg: 'ini', conf: 'ini' },
}

/** The language of a file by the end of its name; null for one that is not highlighted. */
export function findLanguage(path: string): Language | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const end = name.startsWith('dockerfile') ? 'dockerfile' : name.slice(name.lastIndexOf('.') + 1)
  if (!Object.hasOwn(ENDINGS, end)) return null
  const language = ENDINGS[end]
  return language === undefined ? null : { name: language, load: LANGUAGES[language] }
}
