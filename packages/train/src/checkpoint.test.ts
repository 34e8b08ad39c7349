import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type Checkpoint,
  checkpointPath,
  listCheckpoints,
  readCheckpoint,
  readCheckpointTagLoss,
  writeCheckpoint,
} from './checkpoint.js'
import { encodeSafetensors } from './safetensors.js'
import { tinyConfig } from './testing/tiny-config.js'
import { parseTrainingConfig } from './training-config.js'
import { initialState, listStateShapes } from './training-state.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-checkpoint-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

// In the order of the parsed configuration, as a run has it.
const config = parseTrainingConfig(tinyConfig, 'tiny')
const checkpoint: Checkpoint = { config, step: 60, data: 'abc', state: initialState(config) }
const metadata = {
  format: 'animegan.checkpoint/1',
  config: JSON.stringify(tinyConfig),
  step: '60',
  data: 'abc',
}

describe('readCheckpoint', () => {
  it('reads what was written, and equal checkpoints are equal files', async () => {
    const [a, b] = ['a', 'b'].map((name) => join(folder, name)) as [string, string]
    await writeCheckpoint(a, checkpoint)
    const read = await readCheckpoint(a)
    expect(read).toEqual(checkpoint)
    await writeCheckpoint(b, read)
    expect(Buffer.compare(await readFile(a), await readFile(b))).toBe(0)
    expect(await readdir(folder)).toEqual(['a', 'b'])
  })

  it.each<[string, Record<string, string>, string]>([
    [
      'another format',
      { ...metadata, format: 'pt' },
      'says its format is "pt"; "animegan.checkpoint/1" was expected',
    ],
    ['no format', {}, 'says its format is undefined'],
    ['no step', { ...metadata, step: 'many' }, 'holds no number of steps (many)'],
  ])('refuses %s', async (_, wrong, message) => {
    const path = join(folder, 'a')
    await writeFile(path, encodeSafetensors({ tensors: checkpoint.state, metadata: wrong }))
    await expect(readCheckpoint(path)).rejects.toMatchObject({ code: 'CHECKPOINT_CORRUPT' })
    await expect(readCheckpoint(path)).rejects.toThrow(`${path} ${message}`)
  })

  it.each(['{', 'null', '{"seed":1}'])('refuses the configuration %s', async (config) => {
    const path = join(folder, 'a')
    await writeFile(path, encodeSafetensors({ tensors: checkpoint.state, metadata: { ...metadata, config } }))
    await expect(readCheckpoint(path)).rejects.toMatchObject({ code: 'INVALID_CONFIG' })
    await expect(readCheckpoint(path)).rejects.toThrow(path)
  })

  it('refuses a file that was cut off, with the byte', async () => {
    const path = join(folder, 'a')
    await writeCheckpoint(path, checkpoint)
    await truncate(path, (await readFile(path)).length - 5)
    await expect(readCheckpoint(path)).rejects.toMatchObject({
      code: 'CHECKPOINT_CORRUPT',
      message: expect.stringMatching(/should end at byte \d+, but the file ends at byte \d+/),
    })
  })

  it('refuses a file in which one bit differs, wherever it is', async () => {
    const path = join(folder, 'a')
    await writeCheckpoint(path, { ...checkpoint, tagLoss: 3 })
    const bytes = await readFile(path)
    const text = bytes.toString('latin1')
    for (const at of [
      bytes.length - 3,
      bytes.length >> 1,
      text.indexOf('"60"') + 1,
      text.indexOf('"3"') + 1,
    ]) {
      const wrong = Buffer.from(bytes)
      wrong[at]! ^= 1
      await writeFile(path, wrong)
      await expect(readCheckpoint(path)).rejects.toMatchObject({
        code: 'CHECKPOINT_CORRUPT',
        message: expect.stringContaining(`${path} is damaged`),
      })
    }
  })

  it('says that there is no such file', async () => {
    const path = join(folder, 'nothing')
    await expect(readCheckpoint(path)).rejects.toMatchObject({
      code: 'CHECKPOINT_NOT_FOUND',
      message: `cannot read the checkpoint ${path}: there is no such file`,
    })
  })

  it('refuses a state that is not that of its configuration', async () => {
    const path = join(folder, 'a')
    const name = 'generator/output.conv.weight'
    const { [name]: _, ...incomplete } = checkpoint.state
    const filter = checkpoint.state[name]!
    for (const [state, message] of [
      [incomplete, `lacks the tensor "${name}"`],
      [
        { ...incomplete, [name]: { ...filter, shape: [3, 3, 4, 3] } },
        'with shape [3,3,4,3]; [3,4,3,3] was expected',
      ],
      [{ ...checkpoint.state, other: filter }, 'holds an unknown tensor "other"'],
    ] as const) {
      await writeFile(path, encodeSafetensors({ tensors: state, metadata }))
      await expect(readCheckpoint(path)).rejects.toThrow(message)
    }
  })
})

describe('listStateShapes', () => {
  it('lists exactly what a fresh state holds', () => {
    const shapes = Object.fromEntries(
      Object.entries(checkpoint.state).map(([name, { shape }]) => [name, shape]),
    )
    expect(listStateShapes(tinyConfig)).toEqual(shapes)
  })
})

describe('readCheckpointTagLoss', () => {
  it('reads the tag loss without the tensors, and knows none of what is damaged', async () => {
    const path = join(folder, 'a')
    await writeCheckpoint(path, { ...checkpoint, tagLoss: 1 / 3 })
    expect(await readCheckpointTagLoss(path)).toBe(1 / 3)
    expect((await readCheckpoint(path)).tagLoss).toBe(1 / 3)
    for (const size of [20, 4, 0]) {
      await truncate(path, size)
      expect(await readCheckpointTagLoss(path)).toBe(undefined)
    }
    await writeCheckpoint(path, checkpoint)
    expect(await readCheckpointTagLoss(path)).toBe(undefined)
  })
})

describe('listCheckpoints', () => {
  it('finds checkpoints by number, and only those', async () => {
    expect(await listCheckpoints(folder)).toEqual([])
    await mkdir(join(folder, 'checkpoints'))
    for (const step of [900, 1_000_000, 20]) await writeFile(checkpointPath(folder, step), '')
    for (const end of ['1234', 'damaged']) {
      await writeFile(join(folder, 'checkpoints', `step-000900.safetensors.${end}`), '')
    }
    expect(await listCheckpoints(folder)).toEqual([
      { step: 20, path: join(folder, 'checkpoints', 'step-000020.safetensors') },
      { step: 900, path: join(folder, 'checkpoints', 'step-000900.safetensors') },
      { step: 1_000_000, path: join(folder, 'checkpoints', 'step-1000000.safetensors') },
    ])
  })
})
