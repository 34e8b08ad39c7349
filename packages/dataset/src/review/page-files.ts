import { readFile } from 'node:fs/promises'
import { AnimeganError } from '@animegan/core'
import type { LocalResponse } from './local-server.js'

// The built package has the page beside this module's file; from the sources, the last build's is taken.
const folder = new URL(
  import.meta.url.endsWith('.js') ? './review-page/' : '../../dist/review-page/',
  import.meta.url,
)

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Review</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<div id="page"><p class="loading">Reading the records …</p></div>
<script type="module" src="/page.js"></script>
</body>
</html>
`

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#b4304f"/>' +
  '<path d="M9 16.5l5 5 9.5-11" fill="none" stroke="#fff" stroke-width="3.6" stroke-linecap="round" stroke-linejoin="round"/></svg>'

/** The files of the page that do not depend on the data set, by path. Throws `INVALID_DATA` when the package lacks them. */
export async function readPageFiles(): Promise<ReadonlyMap<string, LocalResponse>> {
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: html }],
    ['/icon.svg', { type: 'image/svg+xml', body: icon }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', body: await readPageFile('page.js') }],
    ['/page.css', { type: 'text/css; charset=utf-8', body: await readPageFile('page.css') }],
  ])
}

async function readPageFile(name: string): Promise<Uint8Array> {
  const file = new URL(name, folder)
  try {
    return await readFile(file)
  } catch (cause) {
    const message = `cannot read ${file.pathname}, a part of @animegan/dataset; install or build the package again`
    throw new AnimeganError('INVALID_DATA', message, { cause })
  }
}
