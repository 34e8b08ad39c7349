import { readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type { MetricsRecord } from '@animegan/train'
import * as z from 'zod/mini'
import { type EvaluationCurve, groupEvaluations, readEvaluations } from './evaluate/evaluation-log.js'
import { oneOf, parseFlags, wholeNumber } from './flag-values.js'
import { formatMetric } from './metric-names.js'
import { openInBrowser } from './open-in-browser.js'
import { planCharts } from './run-charts.js'
import { type RunPage, renderRunPage } from './run-page.js'

const flagsSchema = z.object({
  run: z.string().check(z.minLength(1, 'expected the folder of a run')),
  out: z.optional(z.string().check(z.minLength(1, 'expected the path of a file'))),
  snapshots: wholeNumber(0, 1000),
  open: z.optional(oneOf(['yes', 'no'])),
})

/** What a page says of a configuration. It need not be valid otherwise: old runs can be looked at too. */
const ShownConfig = z.object({
  preset: z.catch(z.string(), 'a run'),
  batchSize: z.catch(z.number(), 1),
  seed: z.catch(z.optional(z.number()), undefined),
  generator: z.catch(z.optional(z.object({ kind: z.string(), resolution: z.number() })), undefined),
  adam: z.catch(z.optional(z.object({ learningRate: z.number() })), undefined),
})
type ShownConfig = z.output<typeof ShownConfig>

/** More points than a chart is wide. */
const mostPoints = 2000

/** Does `animegan runs show`: one HTML page of a run. Throws `RUN_NOT_FOUND`, `INVALID_CONFIG`, `NOT_WRITABLE`. */
export async function showRun(rawFlags: Record<string, unknown>): Promise<void> {
  const { run, out = join(run, 'run.html'), snapshots, open } = parseFlags(flagsSchema, rawFlags)
  const { writeFileAtomic } = await import('@animegan/runtime-node')
  const html = await renderRunPage(await collectRunPage(run, snapshots))
  await writeFileAtomic(out, Buffer.from(html))
  console.log(`wrote ${out} (${(html.length / 1e6).toFixed(1)} MB)`)
  if (open === 'yes' || (open === undefined && process.stdout.isTTY)) await openInBrowser(resolve(out))
}

async function collectRunPage(run: string, mostSnapshots: number): Promise<RunPage> {
  const { findBestCheckpoint, readMetrics, readSavedConfig } = await import('@animegan/train')
  const saved = await readSavedConfig(run)
  if (saved === undefined) {
    throw new InvalidInputError('RUN_NOT_FOUND', `${run} holds no run: there is no config.json in it`)
  }
  const config = ShownConfig.parse(typeof saved === 'object' ? saved : {})
  const all = await readMetrics(run)
  const [curve] = groupEvaluations(await readEvaluations(run))
  const records = joinCurve(chooseEvenly(all, mostPoints), curve)
  const best = await findBestCheckpoint(run)
  return {
    title: basename(resolve(run)),
    subtitle: describeConfig(config),
    facts: listFacts(all.at(-1), best?.step),
    charts: planCharts(records),
    steps: records.map(({ step }) => step),
    batchSize: config.batchSize,
    snapshots: await encodeSnapshots(run, mostSnapshots),
    config: JSON.stringify(saved, null, 2),
  }
}

/** Metrics with FID of the checkpoints among them, by steps. */
function joinCurve(records: readonly MetricsRecord[], curve: EvaluationCurve | undefined): MetricsRecord[] {
  const byStep = new Map(records.map((record) => [record.step, record]))
  for (const { step, imagesSeen, fid } of curve?.points ?? []) {
    byStep.set(step, { ...byStep.get(step), step, imagesSeen, 'evaluation/fid': fid })
  }
  return [...byStep.values()].sort((a, b) => a.step - b.step)
}

function describeConfig({ preset, generator, batchSize, adam, seed }: ShownConfig): string {
  return [
    preset,
    ...(generator
      ? [`${generator.kind} generator of ${generator.resolution} x ${generator.resolution}`]
      : []),
    `batches of ${batchSize}`,
    ...(adam ? [`learning rate ${adam.learningRate}`] : []),
    ...(seed === undefined ? [] : [`seed ${seed}`]),
  ].join(', ')
}

function listFacts(last: MetricsRecord | undefined, best: number | undefined): [string, string][] {
  if (last === undefined) return [['steps', '0']]
  const measured: [string, string][] = [
    ['D right on real', 'discriminator/accuracyReal'],
    ['D right on fakes', 'discriminator/accuracyFake'],
    ['tags right, real', 'discriminator/accuracyTags'],
    ['tags right, drawn', 'generator/accuracyTags'],
  ]
  return [
    ['steps', last.step.toLocaleString('en')],
    ['images seen', last.imagesSeen.toLocaleString('en')],
    ...measured.map(([label, name]): [string, string] => [label, formatMetric(name, last[name])]),
    ...(best === undefined ? [] : [['best checkpoint', best.toLocaleString('en')] as [string, string]]),
  ]
}

/** The run's sheets as WebP, a tenth of their PNG's bytes; evenly chosen when there are more than wanted. */
async function encodeSnapshots(run: string, most: number): Promise<RunPage['snapshots']> {
  const { default: sharp } = await import('sharp')
  const names = (await readdir(join(run, 'snapshots')).catch(() => []))
    .filter((name) => /^step-\d+\.png$/.test(name))
    .sort((a, b) => stepOf(a) - stepOf(b))
  return Promise.all(
    chooseEvenly(names, most).map(async (name) => {
      const webp = await sharp(await readFile(join(run, 'snapshots', name)))
        .webp({ quality: 86 })
        .toBuffer()
      return { step: stepOf(name), source: `data:image/webp;base64,${webp.toString('base64')}` }
    }),
  )
}

const stepOf = (name: string): number => Number(/\d+/.exec(name)?.[0])

/** At most `most` items, from the first to the last. */
export function chooseEvenly<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items]
  if (most < 2) return items.slice(items.length - most)
  return Array.from({ length: most }, (_, i) => items[Math.round((i * (items.length - 1)) / (most - 1))]!)
}
