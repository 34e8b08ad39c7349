import { readFile } from 'node:fs/promises'
import { AnimeganError } from '@animegan/core'
import type { LocalResponse } from './local-server.js'

export interface ReadPageFilesOptions {
  /** Where page.js and page.css are. Ends with a slash. */
  folder: URL
  /** Whose they are, for the message when they are not there. */
  packageName: string
  title: string
  /** What stands there until the script has drawn the page into the element `page`. */
  waiting: string
  /** An SVG. */
  icon: string
}

// The built package has the style beside this module's file; from the sources, the last build's is taken.
const baseStyle = new URL(
  import.meta.url.endsWith('.js') ? './base.css' : '../dist/base.css',
  import.meta.url,
)

/**
 * The files of a page that is one script and one style sheet, by path, for the server to answer with. Before the page's own style
 * comes that of all our pages: colours for light and dark, controls, dialogs, and what is wrong (`.trouble`).
 *
 * Throws `INVALID_DATA` when the package lacks them.
 */
export async function readPageFiles(
  options: ReadPageFilesOptions,
): Promise<ReadonlyMap<string, LocalResponse>> {
  const { folder, packageName, title, waiting, icon } = options
  const read = (name: string) => readPageFile(new URL(name, folder), packageName)
  const base = await readPageFile(baseStyle, '@animegan/local-page')
  return new Map([
    ['/', { type: 'text/html; charset=utf-8', body: formatHtml(title, waiting) }],
    ['/icon.svg', { type: 'image/svg+xml', body: icon }],
    ['/base.css', { type: 'text/css; charset=utf-8', body: base }],
    ['/page.js', { type: 'text/javascript; charset=utf-8', body: await read('page.js') }],
    ['/page.css', { type: 'text/css; charset=utf-8', body: await read('page.css') }],
  ])
}

const formatHtml = (title: string, waiting: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/base.css">
<link rel="stylesheet" href="/page.css">
</head>
<body>
<div id="page"><p class="loading">${waiting}</p></div>
<script type="module" src="/page.js"></script>
</body>
</html>
`

async function readPageFile(file: URL, packageName: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (cause) {
    const message = `cannot read ${file.pathname}, a part of ${packageName}; install or build the package again`
    throw new AnimeganError('INVALID_DATA', message, { cause })
  }
}
