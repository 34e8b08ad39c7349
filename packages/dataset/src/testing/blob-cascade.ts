import sharp from 'sharp'

/** A cascade of one stage that takes for a face whatever has a middle brighter than all that is around it. */
export const blobCascade: Uint8Array = Buffer.from(`<?xml version="1.0"?>
<opencv_storage><cascade type_id="opencv-cascade-classifier">
  <stageType>BOOST</stageType><featureType>LBP</featureType><height>24</height><width>24</width>
  <stageParams><maxWeakCount>1</maxWeakCount></stageParams>
  <featureParams><maxCatCount>256</maxCatCount></featureParams>
  <stageNum>1</stageNum>
  <stages><_>
    <maxWeakCount>1</maxWeakCount><stageThreshold>0.5</stageThreshold>
    <weakClassifiers><_><internalNodes>0 -1 0 1 0 0 0 0 0 0 0</internalNodes><leafValues>1. 0.</leafValues></_></weakClassifiers>
  </_></stages>
  <features><_><rect>0 0 8 8</rect></_></features>
</cascade></opencv_storage>`)

export interface DrawBlobsOptions {
  width: number
  height: number
  /** Middles of the blobs, each 24 pixels on a side. */
  blobs: readonly (readonly [x: number, y: number])[]
  /** CSS colour; default orange. */
  color?: string
}

/** A black PNG with squares on it that {@link blobCascade} finds. */
export function drawBlobs({ width, height, blobs, color = '#ffa000' }: DrawBlobsOptions): Promise<Buffer> {
  const squares = blobs.map(
    ([x, y]) => `<rect x="${x - 12}" y="${y - 12}" width="24" height="24" fill="${color}"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#000000"/>${squares.join('')}</svg>`
  return sharp(Buffer.from(svg)).removeAlpha().png().toBuffer()
}
