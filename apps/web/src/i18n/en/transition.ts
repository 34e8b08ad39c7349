/** Texts of the page Transition. */
export const transition = {
  title: 'Transition',
  lead: 'One character becomes another.',
}
