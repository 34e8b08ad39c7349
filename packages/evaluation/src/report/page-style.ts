/** The style of the page: light and dark, from a phone to a desk, and printed. */
export const pageStyle = `
:root { color-scheme: light dark; --paper: #fbfaf8; --card: #ffffff; --ink: #22201d; --quiet: #6d675f; --line: #e4dfd8;
  --accent: #b4304f; --fill: #dba7b4; --back: #f1ede7; --note: #fdf3dc; --note-line: #e3c987;
  --color-0: #2563c4; --color-1: #d0600a; --color-2: #1a8a5a; --color-3: #8b45c0; }
@media (prefers-color-scheme: dark) { :root { --paper: #161513; --card: #201f1c; --ink: #ece8e1; --quiet: #a19a90; --line: #37342f;
  --accent: #f08aa2; --fill: #7c3a4c; --back: #2c2a26; --note: #2d2718; --note-line: #6b5a2c;
  --color-0: #7db0ff; --color-1: #ffa65c; --color-2: #5fd39c; --color-3: #cf9bff; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 56px; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 1320px; margin: 0 auto; padding: 0 clamp(14px, 3vw, 36px); }
header { padding-top: 28px; }
h1 { margin: 0; font-size: clamp(24px, 4vw, 34px); line-height: 1.15; overflow-wrap: anywhere; text-wrap: balance; }
h2 { margin: 52px 0 10px; font-size: 23px; line-height: 1.2; }
h3 { margin: 30px 0 10px; font-size: 17px; }
h4 { margin: 0; font-size: 15px; }
p { margin: 6px 0; max-width: 78ch; }
a { color: var(--accent); }
small { color: var(--quiet); font-size: 12px; font-weight: 400; }
code { font-size: .9em; }
.quiet, footer { color: var(--quiet); font-size: 13.5px; }
nav { position: sticky; top: 0; z-index: 5; margin-top: 14px; background: var(--paper); border-bottom: 1px solid var(--line); overflow-x: auto; scrollbar-width: none; }
nav ul { display: flex; gap: 2px 20px; max-width: 1320px; margin: 0 auto; padding: 10px clamp(14px, 3vw, 36px); list-style: none; white-space: nowrap; font-size: 14px; }
nav a { display: block; padding: 4px 0; color: inherit; text-decoration: none; }
nav a:hover { color: var(--accent); }
.caveats { max-width: 100ch; margin: 14px 0; padding: 10px 16px 10px 32px; background: var(--note); border: 1px solid var(--note-line); border-radius: 9px; font-size: 14px; }
.caveats li + li { margin-top: 3px; }
.scroll { overflow-x: auto; margin: 14px 0; background: var(--card); border: 1px solid var(--line); border-radius: 9px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 14px; }
th, td { padding: 7px 12px; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 400; }
thead small { display: block; }
.numbers td, .numbers thead th:not(:first-child) { text-align: right; }
.numbers .text, .numbers thead th.text { text-align: left; }
.models tbody th { color: var(--quiet); white-space: nowrap; }
.models td { min-width: 110px; overflow-wrap: anywhere; }
tr.paper > * { color: var(--quiet); background: var(--back); }
tr.mean > *, tr.group > * { font-weight: 600; background: var(--back); }
.precision td, .bars td:nth-child(odd) { width: 15%; }
td small { white-space: nowrap; }
.precision .range { margin-left: 7px; }
.hashes code { overflow-wrap: anywhere; }
.bar { display: block; width: 100%; min-width: 44px; height: 6px; margin-top: 3px; border-radius: 3px; }
.bar .back { fill: var(--back); } tr.group .bar .back, tr.mean .bar .back, tr.paper .bar .back { fill: var(--line); }
.bar .fill { fill: var(--fill); } .bar .interval { fill: var(--accent); } .bar .mark { fill: var(--ink); }
.alarm { padding: 1px 6px; color: #fff; background: #b3261e; border-radius: 4px; font-size: 12px; }
.terms { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr)); gap: 8px 24px; margin: 12px 0; font-size: 14px; }
.terms dt { font-weight: 600; } .terms dd { margin: 0; color: var(--quiet); }
.sheets { display: grid; gap: 16px; align-items: start; }
.sheets-2 { grid-template-columns: repeat(2, minmax(0, 1fr)); } .sheets-3 { grid-template-columns: repeat(3, minmax(0, 1fr)); }
.sheets-1 { max-width: 900px; }
.sheet { margin: 0; min-width: 0; }
.sheet img { display: block; width: 100%; height: auto; border-radius: 7px; background: var(--card); }
.sheet figcaption { margin-top: 6px; color: var(--quiet); font-size: 13px; line-height: 1.4; }
.sheet figcaption b { color: var(--ink); }
.zoom > a { display: block; cursor: zoom-in; }
.zoom .close { display: none; }
.zoom:target { position: fixed; inset: 0; z-index: 20; overflow: auto; padding: 12px; background: var(--paper); }
.zoom:target img { width: auto; max-width: none; height: auto; min-width: min(100%, 900px); margin: auto; border-radius: 0; }
.zoom:target > a { cursor: default; }
.zoom:target .close { display: block; position: fixed; right: 12px; top: 12px; padding: 8px 14px; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 8px; cursor: pointer; text-decoration: none; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 380px), 1fr)); gap: 14px; }
.card { min-width: 0; padding: 14px 16px 10px; background: var(--card); border: 1px solid var(--line); border-radius: 9px; }
.chart { display: block; width: 100%; height: auto; margin-top: 8px; font: 12px system-ui, sans-serif; }
.chart text { fill: var(--quiet); font-variant-numeric: tabular-nums; }
.chart .grid { stroke: var(--line); } .chart path { fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linejoin: round; }
.chart circle { fill: currentColor; }
.color-0 { color: var(--color-0); } .color-1 { color: var(--color-1); } .color-2 { color: var(--color-2); } .color-3 { color: var(--color-3); }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 13px; }
.legend i { display: inline-block; width: 10px; height: 10px; margin-right: 6px; background: currentColor; border-radius: 3px; }
.missing { padding-left: 20px; }
footer { margin-top: 48px; padding-bottom: 40px; }
@media (min-width: 641px) { .models { table-layout: fixed; } }
@media (max-width: 640px) {
  body { font-size: 14.5px; } h2 { margin-top: 40px; font-size: 20px; }
  .sheets-2, .sheets-3 { grid-template-columns: minmax(0, 1fr); }
  table { font-size: 13px; } th, td { padding: 6px 8px; }
  .models td { min-width: 80px; } .models tbody th { white-space: normal; min-width: 84px; }
  .models th, .models td, .precision th, .precision td { padding: 6px 5px; } .bar { min-width: 30px; }
  .precision .range { display: none; }
  .scroll tr > :first-child { position: sticky; left: 0; background: var(--card); }
  tr.paper > :first-child, tr.mean > :first-child, tr.group > :first-child { background: var(--back) !important; }
}
@page { margin: 14mm 12mm; }
@media print {
  :root { color-scheme: light; --paper: #fff; --card: #fff; --ink: #000; --quiet: #555; --line: #d6d2cc; --accent: #b4304f;
    --fill: #dba7b4; --back: #f1ede7; --note: #fff; --note-line: #c8b06a;
    --color-0: #2563c4; --color-1: #d0600a; --color-2: #1a8a5a; --color-3: #8b45c0; }
  body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, main, footer { max-width: none; padding: 0; }
  nav, .close, .whole { display: none !important; }
  h2, h3, h4, p, .caveats { break-after: avoid; } h2 { margin-top: 22px; font-size: 15pt; } h3 { font-size: 11.5pt; margin-top: 14px; }
  figure, .card, tr, .caveats { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; border: 0; }
  table { font-size: 8.5pt; } th, td { padding: 2px 6px; } .bar { margin-top: 1px; height: 4px; }
  .sheets { gap: 8px; } .sheets-1 { max-width: 130mm; }
  .sheet figcaption { font-size: 8pt; }
  .charts { grid-template-columns: 1fr 1fr; gap: 8px; }
  .zoom:target { position: static; padding: 0; } .zoom:target img { width: 100%; }
}
`
