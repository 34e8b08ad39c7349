import { getEncoding } from 'encoding-sniffer'

/** Those of Japanese pages, in the order in which they are tried. */
const japaneseEncodings = ['utf-8', 'euc-jp', 'shift_jis'] as const

/**
 * Decodes an HTML page as a browser does: byte order mark, then the header's charset, then a meta element's; and without any of
 * them, or with one that nobody knows, UTF-8, EUC-JP or Shift_JIS, whichever the bytes fit.
 *
 * @param contentType the header Content-Type
 */
export function decodePage(bytes: Uint8Array, contentType: string | null): string {
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1]
  const fitting = japaneseEncodings.find((encoding) => decode(bytes, encoding, true) !== undefined) ?? 'utf-8'
  const declared = getEncoding(bytes, {
    ...(charset && { transportLayerEncodingLabel: charset }),
    defaultEncoding: fitting,
  })
  return decode(bytes, declared) ?? decode(bytes, fitting) ?? ''
}

/** Undefined for an unknown encoding and, when `fatal`, for bytes that do not fit. */
function decode(bytes: Uint8Array, encoding: string, fatal = false): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal }).decode(bytes)
  } catch {
    return undefined
  }
}
