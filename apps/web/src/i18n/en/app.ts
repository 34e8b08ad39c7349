/** Texts of the frame around all pages. */
export const app = {
  home: 'AnimeGAN, home page',
  skip: 'Skip to the page',
  navigation: 'Pages',
  language: 'Language',
  theme: 'Appearance',
  'theme-system': 'As the system',
  'theme-light': 'Light',
  'theme-dark': 'Dark',
  loading: 'Loading…',
  notifications: 'Notifications',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  reload: 'Reload the page',
  errorTitle: 'Something went wrong here',
  errorHelp: 'Your settings are safe in the address. Try again, or reload the page.',
}
