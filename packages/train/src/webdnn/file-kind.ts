const signatures: [kind: string, start: number[]][] = [
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ['a ZIP archive', [0x50, 0x4b, 0x03, 0x04]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a NumPy array', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]],
  ['an HDF5 file', [0x89, 0x48, 0x44, 0x46]],
]

/** Bytes that decide whether a file is text. */
const sampleBytes = 512

/**
 * Says in words what a file seems to be, for a message about a file that is something else than expected: what is
 * easily mistaken for weights, such as a web page saved in their place. Undefined for anything else.
 */
export function guessFileKind(bytes: Uint8Array): string | undefined {
  for (const [kind, start] of signatures) {
    if (start.every((byte, i) => bytes[i] === byte)) return kind
  }
  const sample = bytes.subarray(0, sampleBytes)
  if (sample.length === 0 || !sample.every(isTextByte)) return undefined
  const text = new TextDecoder().decode(sample).trimStart().toLowerCase()
  if (text.startsWith('<!doctype html') || text.startsWith('<html')) return 'a web page (HTML)'
  if (text.startsWith('version https://git-lfs')) return 'a Git LFS pointer, not the file itself'
  return text.startsWith('{') || text.startsWith('[') ? 'JSON text' : 'plain text'
}

/** Tab to carriage return, and everything from the space on: ASCII or UTF-8. */
function isTextByte(byte: number): boolean {
  return (byte >= 0x09 && byte <= 0x0d) || (byte >= 0x20 && byte !== 0x7f)
}
