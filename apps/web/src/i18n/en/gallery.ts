/** Texts of the page Gallery. */
export const gallery = {
  title: 'Gallery',
  lead: 'All that you have made, kept in this browser.',
}
