import iconv from 'iconv-lite'
import { type Answer, type RecordingServer, startRecordingServer } from './recording-server.js'

/** A game of the stand-in, and what its page has. */
export interface StandInGame {
  id: number
  title: string
  sellday: string
  comike: number
  /** Character pictures by their name below brandnew/{comike}/. */
  pictures?: Record<string, Uint8Array>
}

export interface GetchuStandInOptions {
  games: StandInGame[]
  /** Of all pages; default EUC-JP, as the real site's. */
  encoding?: 'euc-jp' | 'shift_jis' | 'utf-8'
  /** Most rows of an answer, whatever the query's LIMIT. */
  rows?: number
  robots?: string
  /** Answers paths in place of what stands there otherwise. */
  overrides?: Record<string, Answer>
}

/** ErogameScape's form and Getchu on one local server, in the shape of the real ones. */
export interface GetchuStandIn extends RecordingServer {
  /** Options for `collectGetchu`. */
  readonly sites: { erogamescape: string; getchu: string; interval: number }
  /** May be changed while it runs. */
  readonly overrides: Record<string, Answer>
}

/** Starts a stand-in on 127.0.0.1. */
export async function startGetchuStandIn(options: GetchuStandInOptions): Promise<GetchuStandIn> {
  const { games, encoding = 'euc-jp', rows = 500, robots, overrides = {} } = options
  const writePage = (html: string) => {
    return iconv.encode(
      `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${encoding}">${html}`,
      encoding,
    )
  }
  const server = await startRecordingServer((request, response) => {
    const url = new URL(request.path, 'http://localhost')
    const override = overrides[request.path] ?? overrides[url.pathname]
    if (override) return override(request, response)
    const send = (type: string, bytes: Uint8Array | string) => {
      response.writeHead(200, { 'content-type': type }).end(bytes)
    }
    if (url.pathname === '/robots.txt' && robots !== undefined) return send('text/plain', robots)
    if (url.pathname === '/sql') {
      const sql = new URLSearchParams(request.body).get('sql') ?? ''
      return send('text/html', writePage(writeTable(selectGames(games, sql).slice(0, rows))))
    }
    const comike = Number(url.searchParams.get('id') ?? url.pathname.split('/')[2])
    const game = games.find((one) => one.comike === comike)
    const picture = game?.pictures?.[url.pathname.split('/')[3] ?? '']
    if (picture) return send('image/jpeg', picture)
    if (!game || url.pathname !== '/soft.phtml') return void response.writeHead(404).end()
    const isOfAge = url.searchParams.get('gc') === 'gc'
    send(`text/html; charset=${encoding}`, writePage(isOfAge ? writeGamePage(game) : writeAgeGate()))
  })
  const { address } = server
  const sites = { erogamescape: `${address}sql`, getchu: address, interval: 0 }
  return Object.assign(server, { sites, overrides })
}

/** Does what the query says, for queries of the form that is in use. */
function selectGames(games: readonly StandInGame[], sql: string): StandInGame[] {
  const query =
    /^SELECT id, gamename, sellday, comike FROM gamelist WHERE comike IS NOT NULL AND sellday >= '(\S+)' AND sellday <= '(\S+)'(?: AND \(sellday, id\) > \('(\S+)', (\d+)\))? ORDER BY sellday, id LIMIT (\d+)$/.exec(
      sql,
    )
  if (!query) throw new Error(`a query of another form: ${sql}`)
  const [, from = '', to = '', sellday = '', id = '', limit] = query
  return games
    .filter((game) => game.sellday >= from && game.sellday <= to)
    .filter((game) => game.sellday > sellday || (game.sellday === sellday && game.id > Number(id)))
    .sort((a, b) => (a.sellday === b.sellday ? a.id - b.id : a.sellday < b.sellday ? -1 : 1))
    .slice(0, Number(limit))
}

function writeTable(games: readonly StandInGame[]): string {
  const rows = games.map(
    ({ id, title, sellday, comike }) =>
      `<tr><td>${id}</td><td>${title}</td><td>${sellday}</td><td>${comike}</td></tr>`,
  )
  return `<title>SQLを実行</title></head><body><h1>抽出結果</h1><div id="query_result_main"><table>
    <tr><th>id</th><th>gamename</th><th>sellday</th><th>comike</th></tr>${rows.join('\n')}</table></div></body></html>`
}

function writeGamePage({ title, comike, pictures = {} }: StandInGame): string {
  const characters = Object.keys(pictures).map(
    (name) =>
      `<tr><td><img src="./brandnew/${comike}/${name}" alt="${title} キャラ" width="250"></td><td>紹介</td></tr>`,
  )
  return `<title>${title} -Getchu.com-</title></head><body><table id="soft_table"><tr><td>
    <h1 id="soft-title">${title}</h1><img src="./brandnew/${comike}/c${comike}package.jpg"></td></tr></table>
    <table>${characters.join('\n')}</table></body></html>`
}

function writeAgeGate(): string {
  return '<title>年齢認証 -Getchu.com-</title></head><body><p>18歳以上ですか？</p></body></html>'
}
