import { PbfWriter } from 'pbf'

/** A picture for TensorBoard, already encoded. */
export interface EncodedSheet {
  png: Uint8Array
  /** In pixels. */
  width: number
  height: number
}

/** One entry of an event file; see event.proto and summary.proto of TensorFlow. */
export type Event =
  /** The first entry of every file. */
  | { kind: 'version' }
  /** Training starts again at `step`: readers drop what they hold from there on. */
  | { kind: 'restart'; step: number }
  | { kind: 'scalars'; step: number; values: Readonly<Record<string, number>> }
  | { kind: 'image'; step: number; tag: string; sheet: EncodedSheet }

// Field numbers: Event wall_time 1, step 2, file_version 3, summary 5, session_log 7; Summary value 1; Value tag 1,
// simple_value 2, image 4; Image height 1, width 2, colorspace 3, encoded_image_string 4; SessionLog status 1.
const sessionStart = 1
const rgba = 4

/**
 * Encodes an event as TensorFlow's protobuf message `Event`.
 *
 * @param wallTime seconds since 1970
 */
export function encodeEvent(event: Event, wallTime: number): Uint8Array {
  const writer = new PbfWriter()
  writer.writeDoubleField(1, wallTime)
  if (event.kind !== 'version') writer.writeVarintField(2, event.step)
  writeContent(event, writer)
  return writer.finish()
}

function writeContent(event: Event, writer: PbfWriter): void {
  switch (event.kind) {
    case 'version':
      writer.writeStringField(3, 'brain.Event:2')
      break
    case 'restart':
      writer.writeMessage(7, (status, log) => log.writeVarintField(1, status), sessionStart)
      break
    case 'scalars':
      writer.writeMessage(5, writeScalars, event.values)
      break
    case 'image':
      writer.writeMessage(5, (image, summary) => summary.writeMessage(1, writeImage, image), event)
  }
}

function writeScalars(values: Readonly<Record<string, number>>, summary: PbfWriter): void {
  for (const [tag, value] of Object.entries(values)) {
    summary.writeMessage(1, writeScalar, { tag, value })
  }
}

function writeScalar({ tag, value }: { tag: string; value: number }, message: PbfWriter): void {
  message.writeStringField(1, tag)
  message.writeFloatField(2, value)
}

function writeImage({ tag, sheet }: { tag: string; sheet: EncodedSheet }, message: PbfWriter): void {
  message.writeStringField(1, tag)
  message.writeMessage(
    4,
    ({ png, width, height }, image) => {
      image.writeVarintField(1, height)
      image.writeVarintField(2, width)
      image.writeVarintField(3, rgba)
      image.writeBytesField(4, png)
    },
    sheet,
  )
}
