import type { Face } from '@animegan/core'
import type { RecordedFace } from '@animegan/runtime-node'
import type { DrawnFaces } from './draw-faces.js'
import type { GenerateRequest } from './generate-flags.js'
import { formatSizeReport, reportSizes, type SizeReport } from './size-report.js'

/** What `--json` prints of drawn faces. */
const describeDrawn = (
  { weights, faces, pictures, raw }: DrawnFaces,
  recordFace: (face: Face) => RecordedFace,
) => ({
  weights: {
    name: weights.manifest.name,
    version: weights.manifest.version,
    dtype: weights.dtype,
    sha256: weights.sha256,
    source: weights.source,
  },
  faces: faces.map((face, i) => {
    const file = pictures.length === faces.length ? pictures[i] : pictures[0]
    return { ...recordFace(face), ...(file === undefined ? {} : { file }) }
  }),
  files: [...pictures, ...(raw === undefined ? [] : [raw])],
})

const summarise = ({ faces, pictures, raw }: DrawnFaces): string => {
  const what = faces.length === 1 ? '1 face' : `${faces.length} faces`
  const first = pictures[0]
  const lines = raw === undefined ? [] : [`wrote ${raw}: ${what} as numbers`]
  if (pictures.length > 1) lines.push(`wrote ${pictures.length} pictures, ${first} to ${pictures.at(-1)}`)
  else if (first !== undefined) lines.push(`wrote ${first}: ${what}`)
  return lines.join('\n')
}

/** Does what `animegan generate` was asked: draws, and prints what was made, as text or as one JSON value. */
export async function generateFaces(request: GenerateRequest, signal: AbortSignal): Promise<void> {
  let sizes: SizeReport | undefined
  let drawn: DrawnFaces | undefined
  if (request.draw) {
    const { drawFaces } = await import('./draw-faces.js')
    drawn = await drawFaces(request.draw, signal)
  }
  if (request.sizeReport) {
    const { openWeights } = await import('@animegan/runtime-node')
    const manifest =
      drawn?.weights.manifest ??
      (await openWeights(request.weights, { from: import.meta.url, signal })).manifest
    sizes = reportSizes(manifest)
  }
  if (request.json) {
    const { recordFace } = await import('@animegan/runtime-node')
    console.log(
      JSON.stringify(
        { ...(drawn ? describeDrawn(drawn, recordFace) : {}), ...(sizes ? { sizes } : {}) },
        null,
        2,
      ),
    )
    return
  }
  if (drawn) console.log(summarise(drawn))
  if (sizes) console.log(formatSizeReport(sizes))
}
