import { spawnSync } from 'node:child_process'
import { existsSync, watch } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { createRandom } from '@animegan/core'
import { listCheckpoints, readCheckpoint } from '@animegan/train'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Finished, useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
let pictures: string
const steps = 12
const every = 2

beforeAll(async () => {
  pictures = join(cli.root, 'pictures')
  const flags = ['--count', '24', '--size', '32', '--seed', '0', '--out', pictures]
  await cli.expectSuccess(cli.animegan('dataset', 'synthesize', ...flags))
  await cli.expectSuccess(cli.animegan(...startFlags(join(cli.root, 'whole'))))
})

const startFlags = (run: string, data = pictures) => [
  ...['train', '--preset', 'tiny-32', '--data', data, '--run', run, '--seed', '3'],
  ...['--steps', String(steps), '--checkpoint-every', String(every), '--keep', '3'],
]
const resumeFlags = (run: string) => [
  ...['train', '--resume', '--run', run],
  ...['--steps', String(steps), '--checkpoint-every', String(every), '--keep', '3'],
]
const readRun = (run: string, file: string): Promise<Buffer> => readFile(join(cli.work, run, file))
/** A file of a run that nothing interrupted. */
const readWhole = (file: string): Promise<Buffer> => readFile(join(cli.root, 'whole', file))
const lastCheckpoint = `checkpoints/step-${String(steps).padStart(6, '0')}.safetensors`

/** Resolves when a checkpoint is being written: its temporary file is there. */
async function waitForCheckpointWriting(run: string): Promise<void> {
  const folder = join(cli.work, run, 'checkpoints')
  await mkdir(folder, { recursive: true })
  await new Promise<void>((resolve) => {
    const watcher = watch(folder, (_, name) => {
      if (name === null || !/\.safetensors\..+\.tmp$/.test(name)) return
      watcher.close()
      resolve()
    })
  })
}

describe.skipIf(process.platform === 'win32')('kill -9', () => {
  test('at any moment loses at most one interval, and the run ends as if it had not been', {
    timeout: 600_000,
  }, async () => {
    const random = createRandom(5, 'kill')
    const moments = ['writing', 'random', 'writing', 'random', 'writing'] as const
    for (const [i, moment] of moments.entries()) {
      const begun = existsSync(join(cli.work, 'run/config.json'))
      const writing = moment === 'writing' ? waitForCheckpointWriting('run') : undefined
      const { child, finished } = cli.start(begun ? resumeFlags('run') : startFlags('run'))
      const reported = new Promise((resolve) => child.stdout?.once('data', resolve))
      await Promise.race([finished, writing ?? reported])
      // Up to the whole time of a write, or of some steps.
      await setTimeout(moment === 'writing' ? random.integer(4) : random.integer(1500))
      child.kill('SIGKILL')
      const { stdout } = await finished
      const done = Number([...stdout.matchAll(/^step (\d+)/gm)].at(-1)?.[1] ?? 0)
      const saved = await listCheckpoints(join(cli.work, 'run'))
      for (const { path } of saved) await readCheckpoint(path)
      expect(done - (saved.at(-1)?.step ?? 0), `kill ${i}`).toBeLessThanOrEqual(every)
    }
    await cli.expectSuccess(cli.animegan(...resumeFlags('run')))
    for (const file of [lastCheckpoint, 'config.json', 'metrics.jsonl', 'snapshots/step-000012.png']) {
      expect((await readRun('run', file)).equals(await readWhole(file)), file).toBe(true)
    }
    const left = await readdir(join(cli.work, 'run'), { recursive: true })
    expect(left.filter((name) => /\.lock$|\.tmp$/.test(name))).toEqual([])
  })

  test('leaves a lock that the next one takes over, and a living process keeps its own', {
    timeout: 240_000,
  }, async () => {
    const { child, finished } = cli.start(startFlags('run'))
    await new Promise((resolve) => child.stdout?.once('data', resolve))
    // Held still, so that it cannot end before the second one looks.
    child.kill('SIGSTOP')
    const second = await cli.animegan(...resumeFlags('run'))
    expect(second).toMatchObject({ code: 2, stdout: '' })
    expect(second.stderr).toMatch(
      new RegExp(`^animegan: run is being trained by process ${child.pid}\\. Wait for it or stop it\\.\\n$`),
    )
    child.kill('SIGKILL')
    await finished
    expect(existsSync(join(cli.work, 'run/run.lock'))).toBe(true)
    await cli.expectSuccess(cli.animegan(...resumeFlags('run')))
    expect(existsSync(join(cli.work, 'run/run.lock'))).toBe(false)
  })
})

test.skipIf(process.platform === 'win32')(
  'SIGTERM writes a checkpoint too',
  { timeout: 240_000 },
  async () => {
    const { child, finished } = cli.start(
      [...startFlags('run'), '--json'].map((flag) => (flag === '12' ? '9999' : flag)),
    )
    child.stdout?.once('data', () => child.kill('SIGTERM'))
    const { code, stdout, stderr } = await finished
    expect({ code, stderr }).toEqual({ code: 130, stderr: 'animegan: stopped\n' })
    const { step } = JSON.parse(stdout.trimEnd().split('\n').at(-1)!)
    expect((await listCheckpoints(join(cli.work, 'run'))).at(-1)?.step).toBe(step)
  },
)

const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0

test.skipIf(!canMount)(
  'a full disk stops the run, which goes on when there is room (needs unshare and tmpfs)',
  {
    timeout: 240_000,
  },
  async () => {
    // Three checkpoints of 2 MB do not fit into 5 MB.
    const script = `
    set -u
    mkdir disk && mount -t tmpfs -o size=5m tmpfs disk
    node "$0" ${startFlags('disk/run').join(' ')}; echo "code $?" >&2
    mount -o remount,size=50m disk
    node "$0" ${resumeFlags('disk/run').join(' ')}; echo "code $?" >&2
    cp -r disk/run run`
    const bin = join(import.meta.dirname, '../../bin/animegan.js')
    const { stderr } = spawnSync('unshare', ['-Urm', 'sh', '-c', script, bin], {
      cwd: cli.work,
      encoding: 'utf8',
    })
    expect(stderr).toMatch(/^animegan: cannot write disk\/run\S*: the disk is full[^\n]*\ncode 1\ncode 0\n$/)
    expect((await readRun('run', lastCheckpoint)).equals(await readWhole(lastCheckpoint))).toBe(true)
  },
)

test('a run folder that vanishes while training is named', { timeout: 240_000 }, async () => {
  const { child, finished } = cli.start(startFlags('run'))
  await new Promise((resolve) => child.stdout?.once('data', resolve))
  await rename(join(cli.work, 'run'), join(cli.work, 'elsewhere'))
  const { code, stderr } = await finished
  expect(code).toBe(1)
  expect(stderr).toMatch(/^animegan: cannot write run\/\S+: the folder is gone\n$/)
  await cli.expectSuccess(cli.animegan(...resumeFlags('elsewhere')))
})

describe('pictures on --resume', () => {
  const makeRun = async (): Promise<string> => {
    const data = join(cli.work, 'pictures')
    await cli.expectSuccess(
      cli.animegan('dataset', 'synthesize', '--count', '8', '--size', '32', '--seed', '4', '--out', data),
    )
    await cli.expectSuccess(
      cli.animegan(...startFlags('run', data).map((flag) => (flag === '12' ? '2' : flag))),
    )
    return data
  }
  const resume = (): Promise<Finished> => cli.animegan(...resumeFlags('run'))
  const findPicture = async (data: string): Promise<string> => {
    const [line] = (await readFile(join(data, 'metadata.jsonl'), 'utf8')).split('\n')
    return join(data, JSON.parse(line!).file_name)
  }

  test('that are missing, damaged or gone are named', { timeout: 240_000 }, async () => {
    const data = await makeRun()
    const picture = await findPicture(data)
    const bytes = await readFile(picture)
    await truncate(picture, bytes.length >> 1)
    await cli.expectRefusal(resume(), 1, /pictures\/\S+\.png is truncated or no image/)
    await rm(picture)
    await cli.expectRefusal(
      resume(),
      1,
      /cannot read image .*pictures\/\S+\.png, which .*metadata\.jsonl lists/,
    )
    await writeFile(picture, bytes)
    const metadata = join(data, 'metadata.jsonl')
    const text = await readFile(metadata, 'utf8')
    await writeFile(metadata, text.replace(/"tags":\["[^"]+"/, '"tags":["teal-hair"'))
    await cli.expectRefusal(resume(), 2, /tag "teal-hair" is not in tag schema "anime"/)
    await writeFile(metadata, text.trimEnd().split('\n').slice(1).join('\n'))
    await cli.expectRefusal(
      resume(),
      2,
      /training data is not the one.*pictures or tags were added, removed or changed/,
    )
    await rm(data, { recursive: true })
    await cli.expectRefusal(resume(), 2, /pictures of this run are no longer in .*pictures; say with --data/)
  })
})
