import { copyFile, cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
/** Real pictures, others like them, the same in a folder without metadata, and others in fewer colours. */
let [real, alike, plain, odd, tagger]: string[] = []

const fid = (from: string, to: string, ...flags: string[]) =>
  cli.animegan(
    'evaluate',
    'fid',
    '--real',
    from,
    '--fake',
    to,
    '--estimator',
    tagger!,
    '--threads',
    '1',
    ...flags,
  )

const synthesize = async (out: string, seed: number, ...flags: string[]) => {
  const wanted = ['--count', '24', '--size', '32', '--seed', String(seed), '--out', out]
  await cli.expectSuccess(cli.animegan('dataset', 'synthesize', ...wanted, ...flags))
}

beforeAll(async () => {
  ;[real, alike, plain, odd, tagger] = ['real', 'alike', 'plain', 'odd', 'tagger'].map((name) =>
    join(cli.root, name),
  )
  await synthesize(real!, 1)
  await synthesize(alike!, 2)
  await mkdir(join(plain!, 'below'), { recursive: true })
  const names = await readdir(join(alike!), { recursive: true })
  for (const [i, name] of names.filter((name) => name.endsWith('.png')).entries()) {
    await copyFile(join(alike!, name), join(plain!, 'below', `${i}.png`))
  }
  await mkdir(odd!)
  await copyFile(join(plain!, 'below', '0.png'), join(odd!, 'a.png'))
  await copyFile(join(plain!, 'below', '0.png'), join(odd!, 'b.PNG'))
  const training = ['--steps', '2', '--batch-size', '4', '--holdout', '0.3', '--name', 'small']
  const run = ['--data', real!, '--run', join(cli.root, 'run'), '--out', tagger!]
  await cli.expectSuccess(cli.animegan('train-tagger', ...run, ...training))
})

const read = async (from: string, to: string) => JSON.parse(await cli.expectSuccess(fid(from, to, '--json')))

const fidOfModel = (dir: string, ...flags: string[]) =>
  cli.animegan(...listModelFlags(dir), '--json', ...flags)
const listModelFlags = (dir: string) => {
  const model = ['--weights', 'synthetic', '--threads', '1']
  return ['evaluate', 'fid', '--real', dir, ...model, '--estimator', tagger!]
}

test('is 0 for the same pictures, and larger the less alike others are', async () => {
  const same = await read(real!, real!)
  expect(same.fid).toBeLessThan(1e-6)
  const near = await read(real!, alike!)
  const far = await read(real!, odd!)
  expect(near.fid).toBeGreaterThan(1e-3)
  expect(far.fid).toBeGreaterThan(near.fid)
  expect(near).toMatchObject({
    real: { dir: real, pictures: 24, leftOut: [] },
    fake: { dir: alike, pictures: 24, leftOut: [] },
    extractor: { name: 'small', size: 256, resolution: 64, preprocessing: { filter: expect.any(String) } },
    warnings: expect.arrayContaining([expect.stringContaining('24 real pictures are too few')]),
  })
  expect(near.fid).toBeCloseTo(near.meanTerm + near.covarianceTerm, 9)
  // A folder without metadata.jsonl is as good.
  expect((await read(real!, plain!)).fid).toBeCloseTo(near.fid, 6)
})

test('prints one number with what was compared, and warns beside it', async () => {
  const { code, stdout, stderr } = await fid(real!, plain!)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^FID [\d.]+: [\d.]+ by the means, [\d.]+ by the covariances\n/)
  expect(stdout).toMatch(
    /\n24 real pictures, 24 fake pictures, \d+ features of small, pictures resized to 64 pixels/,
  )
  expect(stderr).toMatch(/^animegan: warning: 24 real pictures are too few for \d+ features/)
})

test('leaves out what is no picture, and says so', async () => {
  const mixed = join(cli.work, 'mixed')
  await mkdir(mixed)
  for (const i of [0, 1, 2]) await copyFile(join(plain!, 'below', `${i}.png`), join(mixed, `${i}.png`))
  await writeFile(join(mixed, 'broken.png'), 'no picture')
  await writeFile(join(mixed, 'notes.txt'), 'no picture')
  const { code, stdout, stderr } = await fid(real!, mixed)
  expect(code).toBe(0)
  expect(stdout).toContain('24 real pictures, 3 fake pictures')
  expect(stderr).toMatch(/left out .*broken\.png: /)
  expect(stderr).not.toContain('notes.txt')
})

test('refuses folders without pictures', async () => {
  const empty = join(cli.root, 'empty')
  await mkdir(empty)
  await cli.expectRefusal(fid(real!, empty), 2, /empty holds neither a metadata\.jsonl nor any PNG/)
  await cli.expectRefusal(fid(real!, join(cli.root, 'absent')), 2, /absent; expected a folder with pictures/)
})

test('measures a model by the protocol of the paper, from its weights, and goes on with more trials', async () => {
  const [one, three] = [
    JSON.parse(await cli.expectSuccess(fidOfModel(real!, '--samples', '12', '--trials', '1'))),
    JSON.parse(await cli.expectSuccess(fidOfModel(real!, '--samples', '12', '--trials', '3'))),
  ]
  expect(three).toMatchObject({
    ...{ protocol: 'sampled', samples: 12, reals: 12, seed: 0 },
    model: { name: 'synthetic', dtype: 'fp32', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    real: { dir: real, pictures: 24, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), leftOut: [] },
    extractor: { name: 'small', size: 256, resolution: 64, preprocessing: { filter: 'lanczos3' } },
    warnings: expect.arrayContaining([expect.stringContaining('12 fake pictures are too few')]),
  })
  expect(new Set(three.trials).size).toBe(3)
  expect(three.trials[0]).toBe(one.trials[0])
  expect(three.mean).toBeCloseTo(three.trials.reduce((a: number, b: number) => a + b) / 3, 9)
  expect(three.range).toBeCloseTo(Math.max(...three.trials) - Math.min(...three.trials), 9)
  const { stdout } = await cli.animegan(...listModelFlags(real!), '--samples', '12', '--trials', '3')
  expect(stdout).toMatch(/^FID [\d.]+ \([\d.]+\): mean, and largest less smallest, of 3 trials\n/)
  expect(stdout).toContain('12 fakes for their tags by synthetic 0.1.0 (fp32)')
})

test('another seed, truncation, number of fakes or protocol gives another FID, kept apart', async () => {
  const settings = [
    ['--samples', '12'],
    ['--samples', '12', '--seed', '1'],
    ['--samples', '12', '--truncation', '0.5'],
    ['--samples', '12', '--reals', 'all'],
    ['--samples', '10'],
  ]
  const found: number[] = []
  for (const flags of settings) {
    const text = await cli.expectSuccess(fidOfModel(real!, '--trials', '1', ...flags))
    found.push(JSON.parse(text).mean)
  }
  expect(new Set(found).size).toBe(settings.length)
})

test('stopped, it goes on after the trials that are finished', async () => {
  const dir = join(cli.work, 'faces')
  await cp(real!, dir, { recursive: true })
  await rm(join(dir, '.pipeline'), { recursive: true, force: true })
  const flags = [...listModelFlags(dir), '--samples', '24', '--trials', '50', '--json']
  const { child, finished } = cli.start(flags)
  const findKept = async () =>
    (await readdir(join(dir, '.pipeline')).catch(() => [])).find((name) => /^fid-.*\.json$/.test(name))
  while ((await findKept()) === undefined) await new Promise((resolve) => setTimeout(resolve, 20))
  child.kill('SIGINT')
  expect((await finished).code).toBe(130)
  const path = join(dir, '.pipeline', (await findKept())!)
  const kept = JSON.parse(await readFile(path, 'utf8'))
  const done = kept.trials.length
  expect(done).toBeLessThan(50)
  // As if the first trial had come out otherwise: it is not done again.
  await writeFile(path, JSON.stringify({ ...kept, trials: [1234, ...kept.trials.slice(1)] }))
  const result = JSON.parse(
    await cli.expectSuccess(fidOfModel(dir, '--samples', '24', '--trials', String(done + 1))),
  )
  expect(result.trials).toEqual([1234, ...kept.trials.slice(1), expect.any(Number)])
})

test('extracts the features of those real pictures that trials take, and does without those that are broken', async () => {
  const dir = join(cli.work, 'pictures')
  await cp(plain!, dir, { recursive: true })
  const cache = join(cli.work, 'features')
  const measure = async (...flags: string[]) =>
    JSON.parse(
      await cli.expectSuccess(fidOfModel(dir, '--trials', '1', '--samples', '6', '--cache', cache, ...flags)),
    )
  const countExtracted = async () => {
    const folder = join(cache, (await readdir(cache)).find((name) => name.startsWith('features-'))!)
    const names = (await readdir(folder)).filter((name) => name.endsWith('.f32'))
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size))
    return sizes.reduce((a, b) => a + b) / (32 + 4 * 256)
  }
  const { trials } = await measure()
  expect(await countExtracted()).toBe(6)
  await measure('--reals', 'all')
  expect((await measure()).trials).toEqual(trials)
  for (let i = 0; i < 12; i++) await writeFile(join(dir, 'below', `${i}.png`), `no picture ${i}`)
  const broken = await measure()
  expect(broken.real.leftOut.length).toBeGreaterThan(0)
  expect(broken.real.pictures).toBe(24 - broken.real.leftOut.length)
})

test('a folder that cannot be written is measured, too, and one without tags with a warning', async () => {
  const dir = join(cli.work, 'sealed')
  await cp(plain!, dir, { recursive: true })
  await rm(join(dir, '.pipeline'), { recursive: true, force: true })
  // Not even root writes below a file.
  await writeFile(join(dir, '.pipeline'), '')
  const { warnings } = JSON.parse(
    await cli.expectSuccess(fidOfModel(dir, '--samples', '12', '--trials', '1')),
  )
  expect(warnings).toContain(
    'none of the 24 real pictures have tags: tags of the fakes for them are at random',
  )
  expect(await readdir(join(cli.root, 'cache', 'features'))).toContainEqual(
    expect.stringMatching(/^features-/),
  )
  const cache = join(cli.work, 'mine')
  await cli.expectSuccess(fidOfModel(dir, '--samples', '12', '--trials', '1', '--cache', cache))
  expect(await readdir(cache)).toContainEqual(expect.stringMatching(/^fid-/))
})

test('refuses what does not fit together', async () => {
  const start = ['evaluate', 'fid', '--real', real!, '--estimator', tagger!]
  await cli.expectRefusal(cli.animegan(...start), 2, /either --weights, .*, or --fake, .*; neither came/)
  const both = [...start, '--weights', 'synthetic', '--fake', alike!]
  await cli.expectRefusal(cli.animegan(...both), 2, /both came/)
  await cli.expectRefusal(fid(real!, alike!, '--trials', '2'), 2, /--trials is for --weights/)
  await cli.expectRefusal(
    fid(real!, alike!, '--split', 'tset'),
    2,
    /no pictures of split "tset"; its splits: "train"/,
  )
})
