import type { DatasetDescription } from './describe-dataset.js'
import { renderStatistics } from './render-statistics.js'
import { escapeMarkup, palette } from './svg-elements.js'

/** Writes what is known of a data set as one HTML file without any address in it; numbers appear where one points. */
export function renderStatisticsPage(description: DatasetDescription, title: string): string {
  const { svg } = renderStatistics(description, title)
  // Below the least width the drawing scrolls, since its text would be too small.
  const style = `body{margin:0;background:${palette.paper}}main{overflow-x:auto}svg{display:block;width:100%;min-width:900px;max-width:1600px;height:auto;margin:auto}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${svg}
</main>
</body>
</html>
`
}
