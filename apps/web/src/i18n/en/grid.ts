/** Texts of the page Grid. */
export const grid = {
  title: 'Grid',
  lead: 'Two things change, row by row and column by column.',
  rows: 'Rows',
  columns: 'Columns',
  changes: 'What changes',
  general: 'All of it',
  nothing: 'nothing',
  from: 'From',
  to: 'To',
  steps: 'Steps',
  another: 'Another character',
  swap: 'Swap rows and columns',
  save: 'Download the sheet',
  drawing: 'Drawing {done} of {total}',
  caption: 'Rows: {rows}. Columns: {columns}.',
  modelFailed: 'Model {model}: {reason}',
}
