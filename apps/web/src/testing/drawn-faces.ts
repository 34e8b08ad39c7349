import type { Page } from 'playwright-core'

/** Waits until every face on a page is drawn, and its canvas painted. */
export async function waitForFaces(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const canvases = [...document.querySelectorAll<HTMLCanvasElement>('main canvas')]
    const isPainted = (canvas: HTMLCanvasElement) =>
      canvas.getContext('2d')!.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data[3]! > 0
    return canvases.length > 0 && canvases.every(isPainted) && !document.querySelector('main [data-empty]')
  })
}
