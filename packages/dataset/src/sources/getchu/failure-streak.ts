import { AnimeganError } from '@animegan/core'

const longest = 10

/** Notices when nothing goes any more, so that a site in trouble, or one that was rebuilt, is left alone. */
export class FailureStreak {
  #length = 0

  /** Something usable came. */
  end(): void {
    this.#length = 0
  }

  /**
   * Something unusable came. Throws `DOWNLOAD_FAILED` when it is the tenth in a row.
   *
   * @param detail a sentence with the address
   */
  extend(detail: string): void {
    if (++this.#length < longest) return
    throw new AnimeganError(
      'DOWNLOAD_FAILED',
      `${longest} requests in a row brought nothing usable, the last: ${detail}. What came before is kept: look at the site, ` +
        'and start the same command again later',
    )
  }
}
