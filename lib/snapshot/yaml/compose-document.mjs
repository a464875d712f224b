import { Composer, Lexer, Parser, Schema } from 'yaml'
import { Refusal } from './refusal.mjs'

const MAX_TOKENS = 500_000
export const MAX_DEPTH = 64
const MAX_FLOW_DEPTH = 32
const MAX_INDICATORS_PER_LINE = 16
const MAX_ALIASES = 1000

/** Indicators that open a level in block style, so that one line of them nests without indentation. */
const INDICATORS = new Set(['seq-item-ind', 'explicit-key-ind', 'map-value-ind', 'anchor'])
/** Tags that DVC's files have. `toValue` gives them their meaning. */
const TAGS = new Set(['!!str', '!!int', '!!float', '!!bool', '!!null'])
const FLOW_STARTS = new Set(['flow-map-start', 'flow-seq-start'])
const FLOW_ENDS = new Set(['flow-map-end', 'flow-seq-end', 'flow-error-end'])

const OPTIONS = /** @type {const} */ ({
  schema: new Schema({ schema: 'failsafe' }), // every scalar is text; Signet assigns the types
  uniqueKeys: false, // the package's own check takes quadratic time
  strict: true,
  prettyErrors: false,
  logLevel: 'silent',
  merge: false,
})

/**
 * The one document of a text as a node tree of the `yaml` package. Lexer and parser are driven token by
 * token, so that a cap stops a hostile document before anything recursive sees it. Throws Refusal.
 *
 * @param {string} text Without a byte order mark.
 * @param {number} maxDepth At most MAX_DEPTH.
 */
export function composeDocument(text, maxDepth) {
  const tokens = readTokens(text, maxDepth)
  const documents = [...new Composer(OPTIONS).compose(tokens, true, text.length)]
  const second = documents[1]
  if (second) throw new Refusal('yaml-many-documents', second.range[0], 'more than one document')
  const [document] = documents
  if (!document) throw new Error('the composer returned no document')
  const error = document.errors[0]
  if (error) throw refuseSyntax(error.code, error.pos[0])
  return document.contents
}

/** @param {string} text @param {number} maxDepth */
function readTokens(text, maxDepth) {
  const parser = new Parser()
  const guard = createGuard(parser, maxDepth)
  const tokens = []
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token)
    guard()
  }
  for (const token of parser.end()) tokens.push(token)
  return tokens
}

/**
 * Counts what the parser has seen, after each token. Depth is that of the parser's own stack, which
 * grows by a few entries a token at most, so the tree is never deeper than the cap by more than those.
 *
 * @param {Parser} parser
 * @param {number} maxDepth
 */
function createGuard(parser, maxDepth) {
  let tokens = 0
  let flow = 0
  let indicators = 0
  let aliases = 0
  return () => {
    const { type, offset } = parser
    tokens += 1
    if (tokens > MAX_TOKENS)
      throw new Refusal('yaml-too-complex', offset, 'more than 500,000 tokens')
    if (parser.stack.length > maxDepth) throw tooDeep(offset, 'more than 64 levels')
    if (type === 'newline') indicators = 0
    else if (FLOW_STARTS.has(type)) {
      flow += 1
      if (flow > MAX_FLOW_DEPTH) throw tooDeep(offset, 'more than 32 levels of brackets')
    } else if (FLOW_ENDS.has(type)) flow = Math.max(0, flow - 1)
    else if (flow === 0 && INDICATORS.has(type)) {
      indicators += 1
      if (indicators > MAX_INDICATORS_PER_LINE)
        throw tooDeep(offset, 'more than 16 levels in a line')
    } else if (type === 'alias') {
      aliases += 1
      if (aliases > MAX_ALIASES)
        throw new Refusal('yaml-too-many-aliases', offset, 'more than 1,000 aliases')
    } else if (type === 'tag' && !TAGS.has(parser.source))
      throw new Refusal('yaml-tag', offset, 'a tag (`!...`)')
  }
}

/**
 * @param {number} offset
 * @param {string} detail
 */
function tooDeep(offset, detail) {
  return new Refusal('yaml-too-deep', offset, detail)
}

/** What the package's codes mean; its own messages can quote the file. */
const SYNTAX = /** @type {Readonly<Record<string, string>>} */ ({
  ALIAS_PROPS: 'an anchor on an alias',
  BAD_ALIAS: 'an alias or anchor without a name',
  BAD_DIRECTIVE: 'a broken directive',
  BAD_DQ_ESCAPE: 'an unknown escape in double quotes',
  BAD_INDENT: 'wrong indentation',
  BAD_PROP_ORDER: 'an anchor in the wrong place',
  BAD_SCALAR_START: 'a value that starts with a reserved character',
  BLOCK_AS_IMPLICIT_KEY: 'a mapping inside a line',
  BLOCK_IN_FLOW: 'a block inside brackets',
  KEY_OVER_1024_CHARS: 'a key of more than 1,024 characters',
  MISSING_CHAR: 'a missing quote, bracket, comma, colon or space',
  MULTILINE_IMPLICIT_KEY: 'a key over several lines',
  MULTIPLE_ANCHORS: 'two anchors on one value',
  MULTIPLE_TAGS: 'two tags on one value',
  TAB_AS_INDENT: 'a tab as indentation',
  UNEXPECTED_TOKEN: 'an unexpected character',
})

/**
 * @param {string} code
 * @param {number} offset
 */
function refuseSyntax(code, offset) {
  if (code === 'RESOURCE_EXHAUSTION') return tooDeep(offset, 'too deep to read')
  return new Refusal('yaml-syntax', offset, SYNTAX[code] ?? 'not YAML')
}
