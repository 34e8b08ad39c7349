/** Colours of figures. */
export const figureColors = {
  paper: '#ffffff',
  ink: '#1d1b19',
  quiet: '#6a665f',
  line: '#d9d5ce',
  right: '#2c7a4b',
  wrong: '#c0392b',
} as const
