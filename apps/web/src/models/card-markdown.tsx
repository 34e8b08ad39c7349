import { lexer, type Token, type Tokens } from 'marked'
import { Fragment, type ReactNode } from 'react'

interface CardMarkdownProps {
  text: string
  /** Address of the folder that the text lies in, for its pictures; undefined when they are not there. */
  folder: string | undefined
}

/**
 * A model card in Markdown, as elements: nothing of it is taken for HTML, only links to https work, and pictures come from the
 * card's own folder.
 */
export function CardMarkdown({ text, folder }: CardMarkdownProps) {
  // The title is that of the dialog.
  const blocks = lexer(text).filter((token) => token.type !== 'heading' || token.depth > 1)
  return <Nodes tokens={blocks} folder={folder} />
}

function Nodes({ tokens = [], folder }: { tokens?: Token[] | undefined; folder: string | undefined }) {
  return tokens.map((token, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes.
    <Fragment key={place}>{renderToken(token, folder)}</Fragment>
  ))
}

function renderToken(token: Token, folder: string | undefined): ReactNode {
  const inner = <Nodes tokens={'tokens' in token ? token.tokens : undefined} folder={folder} />
  switch (token.type) {
    case 'heading':
      return token.depth === 2 ? <h3>{inner}</h3> : <h4>{inner}</h4>
    case 'paragraph':
      return <p>{inner}</p>
    case 'strong':
      return <strong>{inner}</strong>
    case 'em':
      return <em>{inner}</em>
    case 'codespan':
      return <code>{token.text}</code>
    case 'code':
      return (
        <pre>
          <code>{token.text}</code>
        </pre>
      )
    case 'blockquote':
      return <blockquote>{inner}</blockquote>
    case 'br':
      return <br />
    case 'hr':
      return <hr />
    case 'list':
      return renderList(token as Tokens.List, folder)
    case 'table':
      return renderTable(token as Tokens.Table, folder)
    case 'link':
      return /^https:\/\//.test(token.href) ? (
        <a href={token.href} target="_blank" rel="noreferrer">
          {inner}
        </a>
      ) : (
        inner
      )
    case 'image':
      return renderImage(token as Tokens.Image, folder)
    case 'text':
      return token.tokens ? inner : resolveEntities(token.text)
    case 'escape':
      return token.text
    default:
      return null
  }
}

function renderList({ ordered, items }: Tokens.List, folder: string | undefined): ReactNode {
  const List = ordered ? 'ol' : 'ul'
  return (
    <List>
      {items.map((item, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes.
        <li key={place}>
          <Nodes tokens={item.tokens} folder={folder} />
        </li>
      ))}
    </List>
  )
}

function renderTable({ header, rows }: Tokens.Table, folder: string | undefined): ReactNode {
  const isTitled = header.some(({ text }) => text !== '')
  const row = (cells: Tokens.TableCell[], Cell: 'th' | 'td') => (
    <tr>
      {cells.map((cell, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes.
        <Cell key={place}>
          <Nodes tokens={cell.tokens} folder={folder} />
        </Cell>
      ))}
    </tr>
  )
  return (
    <table>
      {isTitled && <thead>{row(header, 'th')}</thead>}
      <tbody>
        {rows.map((cells, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes.
          <Fragment key={place}>{row(cells, 'td')}</Fragment>
        ))}
      </tbody>
    </table>
  )
}

function renderImage({ href, text }: Tokens.Image, folder: string | undefined): ReactNode {
  const isBeside = !/^[a-z]+:|^[/\\]|\.\./i.test(href)
  return folder !== undefined && isBeside ? (
    <img src={`${folder}${href}`} alt={text} loading="lazy" />
  ) : (
    <em>{text}</em>
  )
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** Text in Markdown may name the characters that HTML would need named. */
const resolveEntities = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!)
