/** Text that comes from elsewhere, as Markdown that shows it as it is, on one line. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>|#~]/g, '\\$&')
}

/** A table; cells are Markdown. Columns of numbers are set flush right. */
export function formatMarkdownTable(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const isNumber = header.map((_, column) => rows.every((row) => /^[\d,.%]*$/.test(formatCell(row[column]!))))
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(header),
    line(isNumber.map((right) => (right ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(formatCell))),
  ].join('\n')
}

const formatCell = (cell: string | number): string =>
  typeof cell === 'number' ? cell.toLocaleString('en') : cell
