import { load } from 'cheerio/slim'
import type { PageProblem } from './page-problem.js'

/** A game that ErogameScape links to a page at Getchu. */
export interface ListedGame {
  /** ErogameScape's number. */
  id: number
  title: string
  /** Day of sale, YYYY-MM-DD. */
  sellday: string
  /** Getchu's number: the column comike. */
  comike: number
}

/** Where a list goes on: behind this game. */
export type ListCursor = Pick<ListedGame, 'id' | 'sellday'>

/** Games a query asks for: the site answers to a few hundred at once without effort. */
const pageLength = 500
const columns = ['id', 'gamename', 'sellday', 'comike'] as const

/**
 * The SQL for the next games of a year, in the order of their day of sale (the paper's Appendix A). The place is a game and no
 * number of rows, so a list that changes meanwhile loses and repeats nothing.
 */
export function writeGameQuery(year: number, after?: ListCursor): string {
  const conditions = [
    'comike IS NOT NULL',
    `sellday >= '${year}-01-01'`,
    `sellday <= '${year}-12-31'`,
    ...(after ? [`(sellday, id) > ('${after.sellday}', ${after.id})`] : []),
  ]
  return `SELECT ${columns.join(', ')} FROM gamelist WHERE ${conditions.join(' AND ')} ORDER BY sellday, id LIMIT ${pageLength}`
}

/**
 * Reads the table that answers {@link writeGameQuery}, wherever it stands on the page and in whatever order its columns do.
 * A table without rows is an empty list: the year is finished.
 */
export function parseGameList(html: string, year: number, after?: ListCursor): ListedGame[] | PageProblem {
  const $ = load(html)
  const cellsOf = (row: Parameters<typeof $>[0]) =>
    $(row)
      .children('th, td')
      .toArray()
      .map((cell) => $(cell).text().trim())
  const tables = $('table')
    .toArray()
    .map((table) => $('tr', table).toArray().map(cellsOf))
  const table = tables.find(([head]) => columns.every((name) => head?.includes(name)))
  const [head, ...rows] = table ?? []
  if (!head) {
    const result = $('#query_result_main')
    if (result.length > 0 && result.text().trim() === '') return []
    const said = (result.length > 0 ? result.text() : $.root().text())
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 120)
    return {
      problem: 'page-changed',
      detail: `no table with the columns ${columns.join(', ')}; it says: ${said}`,
    }
  }
  const games: ListedGame[] = []
  let last = after
  for (const cells of rows) {
    const [id, title, sellday, comike] = columns.map((name) => cells[head.indexOf(name)] ?? '')
    const game = { id: parseNumber(id!), title: title!, sellday: sellday!, comike: parseNumber(comike!) }
    if (!isGame(game, year) || (last && !isBehind(game, last))) {
      const row = cells.join(' | ').slice(0, 120)
      const expected = `a game of ${year}${last ? ` behind ${last.sellday}, id ${last.id}` : ''}`
      return { problem: 'page-changed', detail: `expected ${expected} in each row, got: ${row}` }
    }
    games.push(game)
    last = game
  }
  return games
}

const parseNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN)

function isGame({ id, sellday, comike }: ListedGame, year: number): boolean {
  return (
    Number.isInteger(id) && Number.isInteger(comike) && new RegExp(`^${year}-\\d\\d-\\d\\d$`).test(sellday)
  )
}

function isBehind(game: ListCursor, last: ListCursor): boolean {
  return game.sellday > last.sellday || (game.sellday === last.sellday && game.id > last.id)
}
