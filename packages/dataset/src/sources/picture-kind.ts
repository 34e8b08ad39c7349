/** The kinds of files that are decoded; nothing else ever reaches a decoder. */
export type PictureKind = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif'

/** What the first bytes of a file say that it is, whatever its name. */
export type RecognisedKind = { kind: PictureKind } | { other: string | undefined; isImage: boolean }

/** How files of other kinds begin, so that people hear what theirs is. */
const otherImages: [name: string, ...starts: string[]][] = [
  ['a BMP', 'BM'],
  ['a TIFF', 'II*\0', 'MM\0*'],
  ['a Photoshop file', '8BPS'],
  ['a JPEG XL', '\xff\x0a', '\0\0\0\x0cJXL '],
  ['a JPEG 2000', '\0\0\0\x0cjP  '],
  ['an icon', '\0\0\x01\0'],
]
const otherFiles: typeof otherImages = [
  ['a PDF', '%PDF'],
  ['an archive', 'PK\x03\x04', 'Rar!', '7z\xbc\xaf', '\x1f\x8b'],
]

/** Recognises the kind of a file by its bytes, of which the first 512 are read. */
export function recogniseKind(bytes: Uint8Array): RecognisedKind {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 512)).toString('latin1')
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return { kind: 'png' }
  if (start.startsWith('\xff\xd8\xff')) return { kind: 'jpeg' }
  if (start.startsWith('RIFF') && start.startsWith('WEBP', 8)) return { kind: 'webp' }
  if (/^GIF8[79]a/.test(start)) return { kind: 'gif' }
  if (start.startsWith('ftyp', 4)) return recogniseBrand(start)
  const image = findKind(otherImages, start) ?? (isSvg(start) ? 'an SVG' : undefined)
  if (image !== undefined) return { other: image, isImage: true }
  return { other: findKind(otherFiles, start) ?? nameText(start), isImage: false }
}

const findKind = (kinds: typeof otherImages, start: string): string | undefined =>
  kinds.find(([, ...starts]) => starts.some((magic) => start.startsWith(magic)))?.[0]

/** ISO base media: a box "ftyp" as long as its first four bytes tell, with brands of four letters from its ninth on. */
function recogniseBrand(start: string): RecognisedKind {
  const length = start.charCodeAt(2) * 256 + start.charCodeAt(3)
  const brands: string[] = start.slice(8, length).match(/.{4}/gs) ?? []
  if (brands.includes('avif') || brands.includes('avis')) return { kind: 'avif' }
  return brands.some((brand) => /^(hei|hev|mif1|msf1)/.test(brand))
    ? { other: 'a HEIC', isImage: true }
    : { other: 'a video', isImage: false }
}

const isHtml = (start: string): boolean => /^.{0,3}\s*<(!doctype html|html|head|body)/i.test(start)

const isSvg = (start: string): boolean =>
  /^.{0,3}\s*</.test(start) && /<svg[\s>]/i.test(start) && !isHtml(start)

function nameText(start: string): string | undefined {
  if (isHtml(start)) return 'an HTML page'
  const isText = [...start].every((char) => char >= ' ' || '\t\n\r'.includes(char))
  return isText ? 'text' : undefined
}
