import type { Options } from 'rehype-sanitize'

/** Everything that a card may be made of. What is not listed is left out, its text stays. */
export const CARD_SCHEMA: Options = {
  tagNames: [
    ...['h3', 'h4', 'h5', 'h6', 'p', 'blockquote', 'ul', 'ol', 'li', 'pre', 'code', 'hr', 'br'],
    ...['em', 'strong', 'del', 'a', 'img', 'input', 'sup', 'section'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  attributes: {
    a: ['href'],
    img: ['src', 'alt'],
    input: [
      ['type', 'checkbox'],
      ['disabled', true],
      ['checked', true],
    ],
    ol: ['start'],
    th: [['align', 'left', 'right', 'center']],
    td: [['align', 'left', 'right', 'center']],
  },
  required: { input: { type: 'checkbox', disabled: true } },
  // The components of both resolve what is left; a remote address of an image becomes a link.
  protocols: { href: ['http', 'https'], src: ['http', 'https'] },
  strip: ['script', 'style'],
}
