import { describe, expect, it } from 'vitest'
import { parseGameList, writeGameQuery } from './game-list.js'

const table = (rows: string, head = '<th>id</th><th>gamename</th><th>sellday</th><th>comike</th>') =>
  `<html><body><div id="query_result_main"><table border="1"><tr>${head}</tr>${rows}</table></div></body></html>`

const row = (...cells: (string | number)[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`

describe('writeGameQuery', () => {
  it('asks for the games of a year with a page at Getchu, by day of sale', () => {
    expect(writeGameQuery(2005)).toBe(
      "SELECT id, gamename, sellday, comike FROM gamelist WHERE comike IS NOT NULL AND sellday >= '2005-01-01' " +
        "AND sellday <= '2005-12-31' ORDER BY sellday, id LIMIT 500",
    )
  })

  it('goes on behind a game', () => {
    expect(writeGameQuery(2005, { sellday: '2005-01-28', id: 17 })).toContain(
      " AND (sellday, id) > ('2005-01-28', 17) ORDER BY",
    )
  })
})

describe('parseGameList', () => {
  it('reads the rows', () => {
    const html = table(row(3, '春の空 &amp; 海', '2005-01-28', 933144) + row(9, ' B ', '2005-01-28', 12))
    expect(parseGameList(html, 2005)).toEqual([
      { id: 3, title: '春の空 & 海', sellday: '2005-01-28', comike: 933144 },
      { id: 9, title: 'B', sellday: '2005-01-28', comike: 12 },
    ])
  })

  it('finds the table among others, with its columns in any order and cells left open', () => {
    const inner =
      '<table><thead><tr><td>comike<td>sellday<td>id<td>extra<td>gamename</thead><tbody><tr><td>12<td>2006-03-03<td>4<td>x<td>A</table>'
    const html = `<table><tr><td>menu</td><td>${inner}</td></tr></table>`
    expect(parseGameList(html, 2006)).toEqual([{ id: 4, title: 'A', sellday: '2006-03-03', comike: 12 }])
  })

  it('takes no rows for the end of the year', () => {
    expect(parseGameList(table(''), 2005)).toEqual([])
    expect(parseGameList('<div id="query_result_main"> </div>', 2005)).toEqual([])
  })

  it.each([
    ['another page', '<h1>maintenance</h1>', /no table with the columns id, .*it says: maintenance/],
    [
      'an error of the database',
      '<div id="query_result_main">ERROR: syntax error at or near "SELEC"</div>',
      /it says: ERROR: syntax error/,
    ],
    [
      'a column less',
      table(row(1, 'a', '2005-01-01'), '<th>id</th><th>gamename</th><th>sellday</th>'),
      /comike/,
    ],
    ['a cell less', table(row(1, 'a', '2005-01-01')), /expected a game of 2005 in each row, got: 1 \| a/],
    [
      'a number that is none',
      table(row(1, 'a', '2005-01-01', 'http://x/')),
      /got: 1 \| a \| 2005-01-01 \| http/,
    ],
    ['a day of another year', table(row(1, 'a', '2030-01-01', 5)), /a game of 2005/],
    ['a row twice', table(row(1, 'a', '2005-01-01', 5).repeat(2)), /behind 2005-01-01, id 1/],
    ['an empty answer', '', /no table/],
  ])('reports %s', (_, html, detail) => {
    expect(parseGameList(html, 2005)).toEqual({
      problem: 'page-changed',
      detail: expect.stringMatching(detail),
    })
  })

  it('reports an answer that does not go on', () => {
    const html = table(row(1, 'a', '2005-01-01', 5))
    expect(parseGameList(html, 2005, { sellday: '2005-02-01', id: 3 })).toMatchObject({
      problem: 'page-changed',
    })
  })
})
