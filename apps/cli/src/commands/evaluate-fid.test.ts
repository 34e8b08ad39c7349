import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
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

const read = async (from: string, to: string) => {
  const { code, stdout, stderr } = await fid(from, to, '--json')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
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
    features: { name: 'small', resolution: 64, preprocessing: { filter: expect.any(String) } },
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
