import type { Root } from 'mdast'
import type { ComponentProps, ReactNode } from 'react'
import Markdown, { type Components } from 'react-markdown'
import rehypeSanitize from 'rehype-sanitize'
import remarkGfm from 'remark-gfm'
import type { Processor } from 'unified'
import type { CardText as Text } from '@/lib/card/card'
import type { CardLinks } from './card-links'
import { CARD_SCHEMA } from './card-schema'

type Props = { readonly text: Text; readonly links: CardLinks }

/** The Markdown of a card. It was parsed before, where that could do no harm. Here it is sanitized and drawn. */
export function CardText({ text, links }: Props) {
  return (
    <div className="card-text" dir="auto">
      {text.kind === 'plain' ? (
        <pre>{text.text}</pre>
      ) : (
        <Markdown
          remarkPlugins={[remarkGfm, [takeTree, text.tree]]}
          remarkRehypeOptions={FOOTNOTES}
          rehypePlugins={[[rehypeSanitize, CARD_SCHEMA]]}
          urlTransform={asWritten}
          components={buildComponents(links)}
        >
          {''}
        </Markdown>
      )}
      <Rest text={text} />
    </div>
  )
}

/** A heading of the page's own would stand on a level that the card may not have. */
const FOOTNOTES = { footnoteLabelTagName: 'p', footnoteLabelProperties: {} }

/** The parsed tree takes the place of what would be parsed. */
function takeTree(this: Processor, tree: Root): void {
  this.parser = () => tree
}

/** The components of links and images decide what an address means. */
function asWritten(url: string): string {
  return url
}

function buildComponents(links: CardLinks): Components {
  return {
    a: ({ href = '', children }) => <CardLink href={links.link(href)}>{children}</CardLink>,
    img: ({ src, alt }) => (
      <CardImage src={typeof src === 'string' ? src : ''} alt={alt ?? ''} links={links} />
    ),
    table: ({ children }) => (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
      <section className="overflow-x-auto" tabIndex={0} aria-label="Table">
        <table>{children}</table>
      </section>
    ),
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the same
    pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
    input: ({ checked }) => (
      <input type="checkbox" checked={checked === true} disabled readOnly aria-label="Task" />
    ),
  }
}

type LinkProps = { readonly href: string | null; readonly children: ReactNode }

function CardLink({ href, children }: LinkProps) {
  return href === null ? (
    children
  ) : (
    <a href={href} rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}

type ImageProps = Required<Pick<ComponentProps<'img'>, 'alt'>> & {
  readonly src: string
  readonly links: CardLinks
}

/** An image of the repository. Any other one is its text, with a link to it: the page loads nothing from elsewhere. */
function CardImage({ src, alt, links }: ImageProps) {
  const own = links.image(src)
  if (own !== null) return <img src={own} alt={alt} loading="lazy" decoding="async" />
  return <CardLink href={links.link(src)}>{alt || 'Image'}</CardLink>
}

function Rest({ text }: Pick<Props, 'text'>) {
  if (text.kind === 'plain') {
    return (
      <p className="text-text-soft">
        This card is nested too deeply, or takes too long to read as Markdown, so that it is shown
        as it is written{text.isCut ? '. Its beginning is shown' : ''}.
      </p>
    )
  }
  return text.isCut ? (
    <p className="text-text-soft">The card has more than is shown here: it is too large.</p>
  ) : null
}
