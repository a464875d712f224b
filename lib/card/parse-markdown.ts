import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { CardText } from './card'
import { limitTree } from './limit-tree'
import { buildPlainText } from './plain-text'

/**
 * Parses the Markdown of a card into what may be shown. Some texts take time that grows with their square: run it where it
 * can be ended. Text that is nested too deeply for the parser is shown as it is written.
 */
export function parseMarkdown(text: string): CardText {
  try {
    return { kind: 'tree', ...limitTree(unified().use(remarkParse).use(remarkGfm).parse(text)) }
  } catch (error) {
    if (error instanceof RangeError) return buildPlainText(text)
    throw error
  }
}
