/** Texts of the page Models. */
export const models = {
  title: 'Models',
  lead: 'What draws the characters.',
}
