/** Whether an error says that a part of the site could not be fetched, as without a network and after a new version. */
export const isMissingScript = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|importing a module script|preload CSS/i.test(error.message)
