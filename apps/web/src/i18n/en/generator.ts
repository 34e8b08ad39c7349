/** Texts of loading a model. */
export const generator = {
  downloading: 'Fetching the model',
  starting: 'Sharpening the pencils',
  megabytes: '{done} of {total} MB',
  heldBack:
    'Your browser asks sites to save data, so the model has not been fetched yet. It is needed once, and kept then.',
  agree: 'Fetch the model (about {size} MB)',
  downloadFailed: 'The model could not be fetched. Check the connection and try again.',
  offline:
    'You are offline, and this model is not kept here yet. Connect once, and it works offline from then on.',
  notFound: 'The model is not where it should be. Choose another model, or tell us.',
  corrupt: 'The model arrived damaged. Try again.',
  noDevice:
    'This browser could not run the model. Close other tabs to free memory, or use a current browser.',
  outdated: 'This page and its parts are of different versions. Reload the page.',
  otherWays: 'Another model or device',
  failed: 'The model could not be loaded.',
}
