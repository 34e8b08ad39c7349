import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PbfReader } from 'pbf'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { crc32c } from './crc32c.js'
import { EventFile } from './event-file.js'

let run: string
beforeEach(async () => {
  run = await mkdtemp(join(tmpdir(), 'animegan-events-'))
})
afterEach(async () => {
  await rm(run, { recursive: true })
})

// A 1x1 PNG.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
const listFiles = async () => (await readdir(run)).sort()

/** The records of a TFRecord file, whose checksums must be right. */
function readRecords(file: Buffer): Uint8Array[] {
  const unmask = (masked: number) => {
    const rotated = (masked - 0xa282ead8) >>> 0
    return ((rotated << 15) | (rotated >>> 17)) >>> 0
  }
  const records: Uint8Array[] = []
  for (let at = 0; at < file.length; ) {
    const length = Number(file.readBigUInt64LE(at))
    expect(unmask(file.readUInt32LE(at + 8))).toBe(crc32c(file.subarray(at, at + 8)))
    const record = file.subarray(at + 12, at + 12 + length)
    expect(unmask(file.readUInt32LE(at + 12 + length))).toBe(crc32c(record))
    records.push(record)
    at += length + 16
  }
  return records
}

/** Every field of a message by number, as often as it comes; messages inside stay bytes. */
function readFields(bytes: Uint8Array): Record<number, unknown[]> {
  return new PbfReader(bytes).readFields<Record<number, unknown[]>>((tag, fields, reader) => {
    const read = [
      () => reader.readVarint(),
      () => reader.readDouble(),
      () => Buffer.from(reader.readBytes()),
      undefined,
      undefined,
      () => reader.readFloat(),
    ][reader.type]
    fields[tag] = [...(fields[tag] ?? []), read?.()]
  }, {})
}

const readMessages = (fields: Record<number, unknown[]>, tag: number) =>
  (fields[tag] as Uint8Array[]).map(readFields)

describe('EventFile', () => {
  it('writes a version, a restart, scalars and pictures as event.proto has them', async () => {
    const before = Date.now() / 1000
    const events = new EventFile(run, 0)
    expect(await listFiles()).toEqual([])
    await events.writeScalars(10, { 'discriminator/loss': 1.5, 'generator/tags': -0.25 })
    await events.writeSheet(300, { png, width: 1, height: 2 })
    const [name] = await listFiles()
    const decoded = readRecords(await readFile(join(run, name!))).map(readFields)
    for (const event of decoded) expect((event[1] as number[])[0]).toBeGreaterThanOrEqual(before)
    expect(decoded.map((event) => event[2]?.[0])).toEqual([undefined, 1, 10, 300])
    expect(String(decoded[0]![3])).toBe('brain.Event:2')
    expect(readMessages(decoded[1]!, 7)).toEqual([{ 1: [1] }])
    const [scalars] = readMessages(decoded[2]!, 5)
    expect(readMessages(scalars!, 1)).toEqual([
      { 1: [Buffer.from('discriminator/loss')], 2: [1.5] },
      { 1: [Buffer.from('generator/tags')], 2: [-0.25] },
    ])
    const [value] = readMessages(readMessages(decoded[3]!, 5)[0]!, 1)
    expect(String(value![1])).toBe('snapshot')
    expect(readMessages(value!, 4)).toEqual([{ 1: [2], 2: [1], 3: [4], 4: [png] }])
  })

  it('gives every session a file behind the others, even when the clock goes back', async () => {
    const future = 'events.out.tfevents.9000000000.animegan'
    await writeFile(join(run, future), '')
    await utimes(join(run, future), 0, 0)
    await new EventFile(run, 0).writeScalars(1, {})
    await new EventFile(run, 1).writeScalars(2, {})
    expect(await listFiles()).toEqual([
      future,
      'events.out.tfevents.9000000001.animegan',
      'events.out.tfevents.9000000002.animegan',
    ])
  })

  const script = `
import sys, json
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1], size_guidance={'scalars': 0, 'images': 0, 'tensors': 0})
events.Reload()
scalars = {tag: [[e.step, e.value] for e in events.Scalars(tag)] for tag in events.Tags()['scalars']}
images = {tag: [[e.step, e.width, e.height, len(e.encoded_image_string)] for e in events.Images(tag)] for tag in events.Tags()['images']}
print(json.dumps([scalars, images]))`
  const readWithTensorBoard = async () => {
    const python = process.env.ANIMEGAN_TEST_PYTHON ?? 'python3'
    const { stdout } = await promisify(execFile)(python, ['-c', script, run])
    return JSON.parse(stdout.trim().split('\n').at(-1)!)
  }

  it('is read by TensorBoard, without the steps that a continuation repeats', async ({ skip }) => {
    const first = new EventFile(run, 0)
    for (const step of [10, 20, 30, 40]) await first.writeScalars(step, { 'generator/tags': step / 10 })
    await first.writeSheet(20, { png, width: 1, height: 1 })
    await first.writeSheet(40, { png, width: 1, height: 1 })
    // Killed in the middle of an entry, after its checkpoint of step 20.
    const [name] = await listFiles()
    await appendFile(join(run, name!), (await readFile(join(run, name!))).subarray(0, 30))
    const second = new EventFile(run, 20)
    for (const step of [30, 40, 50]) await second.writeScalars(step, { 'generator/tags': step })
    await second.writeSheet(40, { png, width: 1, height: 1 })

    const read = await readWithTensorBoard().catch((error: Error) => {
      if (/ENOENT|No module named/.test(error.message)) {
        skip('needs a Python with tensorboard: pip install tensorboard, or ANIMEGAN_TEST_PYTHON')
      }
      throw error
    })
    expect(read).toEqual([
      {
        'generator/tags': [
          [10, 1],
          [20, 2],
          [30, 30],
          [40, 40],
          [50, 50],
        ],
      },
      {
        snapshot: [
          [20, 1, 1, png.length],
          [40, 1, 1, png.length],
        ],
      },
    ])
  })
})
