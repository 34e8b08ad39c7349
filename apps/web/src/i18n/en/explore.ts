/** Texts of the page Explore. */
export const explore = {
  title: 'Explore',
  lead: 'Pick what you like, and see more like it.',
}
