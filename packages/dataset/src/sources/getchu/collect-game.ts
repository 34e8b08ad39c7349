import { AnimeganError } from '@animegan/core'
import { storeImage } from '../../stages/image-store.js'
import type { Reject } from '../../stages/rejects.js'
import { decodePage } from '../decode-page.js'
import { importPicture } from '../import-picture.js'
import type { PoliteAnswer, PoliteClient, PoliteRequest } from '../polite/polite-client.js'
import { isFinal, type RequestFailure } from '../polite/request-failure.js'
import type { CollectionJournal, Outcome } from './collection-journal.js'
import type { FailureStreak } from './failure-streak.js'
import type { ListedGame } from './game-list.js'
import { gamePageUrl, pageName, parseGamePage } from './game-page.js'
import { keepPage, readKeptPage } from './kept-pages.js'

const maxPageBytes = 8 * 2 ** 20
const maxPictureBytes = 32 * 2 ** 20

export interface CollectGameOptions {
  client: PoliteClient
  journal: CollectionJournal
  streak: FailureStreak
  /** Address of Getchu. */
  site: URL
  folder: string
}

/** Asks for a game's page and the pictures on it, as far as the journal does not know them. */
export async function collectGame(options: CollectGameOptions, game: ListedGame): Promise<void> {
  const { journal, site } = options
  const page = gamePageUrl(site, game.comike)
  const name = pageName(game.comike)
  if (journal.isOpen(name)) await journal.addOutcome(name, await readPage(options, game, page))
  const outcome = journal.outcomes.get(name)
  const paths = outcome && 'pictures' in outcome ? outcome.pictures : []
  for (const path of paths) {
    if (!journal.isOpen(path)) continue
    await journal.addOutcome(path, await readPicture(options, game, path, page))
  }
}

async function readPage(
  { client, streak, folder }: CollectGameOptions,
  { comike }: ListedGame,
  page: URL,
): Promise<Outcome> {
  const keptName = `getchu-${comike}`
  const kept = await readKeptPage(folder, keptName)
  const answer: PoliteAnswer | RequestFailure = kept
    ? { ok: true, url: page, contentType: null, bytes: kept }
    : await ask(client, streak, { url: page, maxBytes: maxPageBytes })
  if (!answer.ok) return leaveOut(pageName(comike), answer)
  const pictures = parseGamePage(decodePage(answer.bytes, answer.contentType), answer.url, comike)
  if (!('problem' in pictures)) {
    if (!kept) streak.end()
    return { pictures }
  }
  const { problem, detail } = pictures
  const path = await keepPage(folder, keptName, answer.bytes)
  if (!kept) streak.extend(`${answer.url.href}: ${detail}; the page is kept as ${path}`)
  return {
    reject: createReject(pageName(comike), problem, `${page.href}: ${detail}; kept as ${path}`),
    again: true,
  }
}

async function readPicture(
  { client, streak, site, folder }: CollectGameOptions,
  { comike, title, sellday }: ListedGame,
  path: string,
  page: URL,
): Promise<Outcome> {
  const url = new URL(path, site)
  const answer = await ask(client, streak, { url, referer: page, maxBytes: maxPictureBytes })
  if (!answer.ok) return leaveOut(path, answer)
  const picture = await importPicture(answer.bytes)
  if ('reason' in picture) {
    const detail = `${url.href}: ${picture.detail}`
    streak.extend(detail)
    return { reject: createReject(path, picture.reason, detail) }
  }
  streak.end()
  const { file_name, sha256 } = await storeImage(folder, picture.png)
  const origin = { name: path, url: url.href, work: `getchu:${comike}`, title }
  const { width, height } = picture
  const year = Number(sellday.slice(0, 4))
  return {
    record: { file_name, tags: [], year, source: 'getchu', split: 'train', origin, sha256, width, height },
  }
}

/** Asks, and stops everything when the site asks for that or nothing goes any more. */
async function ask(
  client: PoliteClient,
  streak: FailureStreak,
  request: PoliteRequest,
): Promise<PoliteAnswer | RequestFailure> {
  const answer = await client.ask(request)
  if (answer.ok || answer.reason === 'disallowed-by-robots') return answer
  if (answer.reason === 'busy') {
    throw new AnimeganError(
      'DOWNLOAD_FAILED',
      `${answer.detail}. What came before is kept: start the same command again later`,
    )
  }
  streak.extend(answer.detail)
  return answer
}

function leaveOut(name: string, failure: RequestFailure): Outcome {
  return { reject: createReject(name, failure.reason, failure.detail), again: !isFinal(failure) }
}

function createReject(name: string, reason: string, detail: string): Reject {
  return { name, source: 'getchu', stage: 'collect', reason, detail }
}
