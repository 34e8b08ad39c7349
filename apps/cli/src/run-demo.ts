import { basename, relative } from 'node:path'
import * as z from 'zod/mini'
import { type DrawFacesOptions, drawFaces } from './draw-faces.js'
import { deviceFlags, parseFlags, wholeNumber } from './flag-values.js'
import { formatTable } from './table.js'

const demoFaces = 16

const flagsSchema = z.object({
  weights: z.string(),
  seed: wholeNumber(0),
  out: z.string().check(z.regex(/\.png$/i, 'expected a .png file')),
  ...deviceFlags,
})

/** How the reader can call this program: by name when it is installed, else through Node. */
const ownName = (): string => {
  const script = process.argv[1] ?? 'animegan'
  return basename(script) === 'animegan' ? 'animegan' : `node ${relative(process.cwd(), script)}`
}

/**
 * Does `animegan demo`: draws 16 different faces on a sheet of 4 x 4, prints their tags, and says what to try next.
 * Throws `INVALID_OPTION` for wrong flags, and what `drawFaces` throws.
 */
export async function runDemo(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const { seed, out, ...session } = parseFlags(flagsSchema, rawFlags)
  const draw: DrawFacesOptions = {
    ...session,
    seed,
    count: demoFaces,
    columns: 4,
    out: { kind: 'sheet', path: out },
  }
  const { faces, weights } = await drawFaces(draw, signal)
  const { name, version, licence, credit, tags: schema } = weights.manifest
  const labels = new Map(schema.tags.map(({ id, labels: { en } }) => [id, en]))
  const rows = faces.map((face) => [
    String(face.seed),
    face.tags.map((id) => labels.get(id) ?? id).join(', '),
  ])
  const animegan = ownName()
  console.log(`${formatTable([['seed', 'tags'], ...rows])}

wrote ${out}: ${faces.length} faces, ${faces[0]?.width} x ${faces[0]?.height} pixels each, by ${name} ${version}
licence of the pictures: ${licence}${credit ? `, by ${credit}` : ''}

Try next:
  ${animegan} generate --tags "blonde hair, smile" --seed 7 --count 16 --out faces.png
  ${animegan} generate --seeds 1-16,85 --truncation 0.7 --out faces/
  ${animegan} --help`)
}
