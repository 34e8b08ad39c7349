/** Text that comes from elsewhere, as Markdown that shows it as it is, on one line. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>|#~]/g, '\\$&')
}

/** A table; cells are Markdown. Columns of numbers are set flush right, empty columns are left out. */
export function formatMarkdownTable(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = rows.map((row) => row.map(formatCell))
  const columns = [...header.keys()].filter((column) => cells.some((row) => row[column] !== ''))
  const rules = columns.map((column) =>
    cells.every((row) => /^[\d,.%]*$/.test(row[column]!)) ? '---:' : '---',
  )
  const pick = (row: readonly string[]) => columns.map((column) => row[column]!)
  return [pick(header), rules, ...cells.map(pick)].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

const formatCell = (cell: string | number): string =>
  typeof cell === 'number' ? cell.toLocaleString('en') : cell
