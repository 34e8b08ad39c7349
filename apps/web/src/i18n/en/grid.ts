/** Texts of the page Grid. */
export const grid = {
  title: 'Grid',
  lead: 'Two things change, row by row and column by column.',
}
