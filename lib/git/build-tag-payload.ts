import type { Oid } from './mirror'

export type TagParts = {
  readonly commit: Oid
  /** Without `refs/tags/`. */
  readonly tag: string
  readonly tagger: { readonly name: string; readonly email: string }
  /** Unix seconds; written at +0000. */
  readonly seconds: number
  /** Lines end in line feeds; one is added at the end. */
  readonly message: string
}

const MAX_NAME_BYTES = 200
const MAX_MESSAGE_BYTES = 64 * 1024

/** What git itself refuses in a ref name (git-check-ref-format(1)), and names that look like options. */
const REFUSED_NAME =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|(^|\/)\.|\.lock(\/|$)|^[-/]|[/.]$/

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const REFUSED_TEXT = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/

/**
 * The bytes of an annotated tag object of a commit, up to where a signature goes: exactly the headers object, type, tag
 * and tagger. Throws on text that could be read as another part of the object: a control character, text that looks
 * like a signature, or a name that git refuses. The caller must not pass such text.
 */
export function buildTagPayload(parts: TagParts): string {
  const { commit, tag, seconds, message } = parts
  require(/^[0-9a-f]{40}$/.test(commit), 'commit', commit)
  require(isTagName(tag), 'tag name', tag)
  require(Number.isSafeInteger(seconds) && seconds > 0, 'date', seconds)
  require(isMessage(message), 'message', message)
  const name = cleanIdentity(parts.tagger.name)
  const email = cleanIdentity(parts.tagger.email)
  require(name !== '' && isText(name), 'name of the tagger', parts.tagger.name)
  require(email !== '' && isText(email) && !/\s/.test(email), 'e-mail address', parts.tagger.email)
  const tagger = `tagger ${name} <${email}> ${seconds} +0000`
  return `object ${commit}\ntype commit\ntag ${tag}\n${tagger}\n\n${message.trimEnd()}\n`
}

/**
 * A name or e-mail address as git itself writes it (ident.c): without `<`, `>` and line feeds, and without
 * blanks and punctuation at its ends.
 */
function cleanIdentity(text: string): string {
  const crud = '[\\u0000-\\u0020.,:;<>"\\\\\']+'
  return text.replace(new RegExp(`^${crud}|${crud}$`, 'g'), '').replace(/[<>\n]/g, '')
}

/** Whether git takes this as the name of a tag, and every platform as that of a file. */
export function isTagName(name: string): boolean {
  const isShort = Buffer.byteLength(name) <= MAX_NAME_BYTES
  return name !== '' && name !== '@' && isShort && isText(name) && !REFUSED_NAME.test(name)
}

function isMessage(message: string): boolean {
  const isShort = Buffer.byteLength(message) <= MAX_MESSAGE_BYTES
  return isShort && isText(message) && message.trim() !== '' && !message.includes('-----BEGIN')
}

/** No control character but the line feed, and nothing that UTF-8 cannot write. */
function isText(text: string): boolean {
  return !REFUSED_TEXT.test(text) && text.isWellFormed()
}

function require(holds: boolean, what: string, found: string | number): asserts holds {
  if (!holds) throw new Error(`not fit for a tag object, the ${what}: ${JSON.stringify(found)}`)
}
