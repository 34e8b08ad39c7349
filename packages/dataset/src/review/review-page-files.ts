import { type LocalResponse, readPageFiles } from '@animegan/local-page'

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#b4304f"/>' +
  '<path d="M9 16.5l5 5 9.5-11" fill="none" stroke="#fff" stroke-width="3.6" stroke-linecap="round" stroke-linejoin="round"/></svg>'

/** The files of the page that do not depend on the data set, by path. Throws `INVALID_DATA` when the package lacks them. */
export function readReviewPage(): Promise<ReadonlyMap<string, LocalResponse>> {
  // The built package has the page beside this module's file; from the sources, the last build's is taken.
  const folder = import.meta.url.endsWith('.js') ? './review-page/' : '../../dist/review-page/'
  return readPageFiles({
    folder: new URL(folder, import.meta.url),
    packageName: '@animegan/dataset',
    title: 'Review',
    waiting: 'Reading the records …',
    icon,
  })
}
