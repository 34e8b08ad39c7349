import { readFile } from 'node:fs/promises'
import { AnimeganError } from '@animegan/core'
import type { MapData } from './map-data.js'

export interface RenderMapPageOptions {
  title: string
  /** One sentence under the title. */
  description: string
  data: MapData
  parts: MapPageParts
}

/** What all maps' pages have in common. */
export interface MapPageParts {
  style: string
  /** JavaScript, a module. */
  script: string
}

// The built package has the page's files beside this module's; from the sources, the last build's are taken.
const folder = new URL(
  import.meta.url.endsWith('.js') ? './map-page/' : '../../dist/map-page/',
  import.meta.url,
)

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

/**
 * Writes a map as one HTML file that asks nothing of any network: script, style, positions and pictures are inside.
 */
export function renderMapPage({ title, description, data, parts }: RenderMapPageOptions): string {
  const { style, script } = parts
  // Neither may end the element that it stands in.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  const code = script.replaceAll(/<(?=\/script|!--)/gi, '\\u003c')
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<canvas id="map" tabindex="0" aria-label="Map of ${data.pictures.length} pictures; like ones stand together" aria-describedby="keys"></canvas>
<aside class="panel" id="panel">
<header><h1>${escapeHtml(title)}</h1><p class="description">${escapeHtml(description)}</p></header>
<div class="search">
<input id="search" type="search" placeholder="Search: smile, blue hair, -hat" aria-label="Search for tags, with commas between; a minus excludes" autocomplete="off" spellcheck="false" enterkeyhint="search">
<button type="button" id="more" aria-expanded="false" aria-controls="options">Tags</button>
</div>
<p class="count" id="count" role="status"></p>
<div class="options" id="options">
<div class="choices">
<label>Frames <select id="coloring"><option value="">none</option></select></label>
<label><input type="checkbox" id="grid"> No overlap</label>
</div>
<ul class="legend" id="legend"></ul>
<div id="tags"></div>
<p class="keys" id="keys"><kbd>arrows</kbd> move, <kbd>+</kbd> <kbd>-</kbd> zoom, <kbd>0</kbd> whole map, <kbd>/</kbd> search, <kbd>n</kbd> <kbd>p</kbd> next and previous picture found, <kbd>Esc</kbd> close</p>
</div>
</aside>
<div class="zoom"><button type="button" id="in" aria-label="Zoom in">+</button><button type="button" id="out" aria-label="Zoom out">−</button><button type="button" id="whole" aria-label="Show the whole map">⤢</button></div>
<div class="card hover" id="hover" hidden></div>
<section class="card pinned" id="pinned" aria-label="Chosen picture" aria-live="polite" hidden></section>
<script type="application/json" id="data">${json}</script>
<script type="module">${code}</script>
</body>
</html>
`
}

/** Reads what the build made of `page/`. Throws `INVALID_DATA` when the package lacks it. */
export async function readMapPageParts(): Promise<MapPageParts> {
  const [style, script] = await Promise.all([readPart('page.css'), readPart('page.js')])
  return { style, script }
}

async function readPart(name: string): Promise<string> {
  const file = new URL(name, folder)
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const message = `cannot read ${file.pathname}, a part of @animegan/dataset; install or build the package again`
    throw new AnimeganError('INVALID_DATA', message, { cause })
  }
}
