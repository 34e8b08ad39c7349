/** Texts of the page About. */
export const about = {
  title: 'About',
  lead: 'What this is, and what becomes of the pictures.',
}
