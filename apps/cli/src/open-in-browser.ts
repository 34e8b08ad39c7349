/** Opens a file or an address in the user's browser. Where there is none, what was printed must do. */
export async function openInBrowser(target: string): Promise<void> {
  const { default: open } = await import('open')
  const child = await open(target).catch(() => undefined)
  child?.on('error', () => undefined)
}
