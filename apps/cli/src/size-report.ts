import { countFlops, countParameters, type WeightsManifest } from '@animegan/core'
import { formatTable } from './table.js'

/** How large some weights are: what they hold, what an image costs, what is downloaded. */
export interface SizeReport {
  architecture: string
  /** Pixels on a side. */
  resolution: number
  parameters: { trained: number; statistics: number }
  /** Per image; a multiply-add counts as 2. */
  flops: number
  files: { dtype: string; bytes: number }[]
}

export function reportSizes({ architecture, output, files }: WeightsManifest): SizeReport {
  return {
    architecture: architecture.kind,
    resolution: output.resolution,
    parameters: countParameters(architecture),
    flops: countFlops(architecture),
    files: files.map(({ dtype, bytes }) => ({ dtype, bytes })),
  }
}

const grouped = (n: number): string => n.toLocaleString('en-US')

export function formatSizeReport(report: SizeReport): string {
  const { architecture, resolution, parameters, flops, files } = report
  return formatTable([
    ['architecture', `${architecture}, ${resolution} x ${resolution}`],
    ['parameters', `${grouped(parameters.trained)} trained, ${grouped(parameters.statistics)} statistics`],
    ['per image', `${(flops / 1e9).toFixed(3)} GFLOP`],
    ...files.map(({ dtype, bytes }) => [`${dtype} file`, `${grouped(bytes)} bytes`]),
  ])
}
