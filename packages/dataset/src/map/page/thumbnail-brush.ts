import type { MapData } from '../map-data.js'

/** Draws one picture at a place of a canvas. */
export type ThumbnailBrush = (
  context: CanvasRenderingContext2D,
  picture: number,
  left: number,
  top: number,
  side: number,
) => void

/** Decodes the sheets of thumbnails and gives what draws from them. */
export async function loadThumbnailBrush({ sheets, size, perRow }: MapData): Promise<ThumbnailBrush> {
  const images = await Promise.all(
    sheets.map(async (source) => {
      const image = new Image()
      image.src = source
      await image.decode()
      return image
    }),
  )
  const perSheet = perRow ** 2
  return (context, picture, left, top, side) => {
    const place = picture % perSheet
    const [x, y] = [(place % perRow) * size, Math.floor(place / perRow) * size]
    context.drawImage(images[Math.floor(picture / perSheet)]!, x, y, size, size, left, top, side, side)
  }
}
