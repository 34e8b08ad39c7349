import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { decodePage } from './decode-page.js'

const text = '<title>キャラクター紹介 ～春の空～ ①</title><p>ﾊﾝｶｸ 髙橋'
const page = (meta: string) => `<html><head>${meta}${text}`

/** What each encoding has of the text above. */
const writable: Record<string, string> = {
  'euc-jp': text.replace('①', '1').replace('髙', '高'),
  shift_jis: text,
  'utf-8': text,
}

describe.each(['euc-jp', 'shift_jis', 'utf-8'])('a page in %s', (encoding) => {
  const body = writable[encoding]!
  const encode = (html: string) => iconv.encode(html, encoding === 'shift_jis' ? 'cp932' : encoding)

  it('is decoded by the header', () => {
    const bytes = encode(`<meta charset="iso-8859-1">${body}`)
    expect(decodePage(bytes, `text/html; charset=${encoding.toUpperCase()}`)).toContain(body)
    expect(decodePage(bytes, `text/html;charset="${encoding}"`)).toContain(body)
  })

  it('is decoded by a meta element', () => {
    expect(decodePage(encode(`<head><meta charset="${encoding}">${body}`), 'text/html')).toContain(body)
    const old = `<meta http-equiv="Content-Type" content="text/html; charset=${encoding}">`
    expect(decodePage(encode(`<head>${old}${body}`), null)).toContain(body)
  })

  it('is recognised when nothing says so', () => {
    expect(decodePage(encode(body), null)).toBe(body)
  })
})

describe('decodePage', () => {
  it('trusts a byte order mark', () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)])
    expect(decodePage(bytes, 'text/html; charset=euc-jp')).toBe(text)
  })

  it('looks at the bytes when nobody knows the charset', () => {
    expect(decodePage(iconv.encode(writable['euc-jp']!, 'euc-jp'), 'text/html; charset=klingon')).toBe(
      writable['euc-jp'],
    )
    expect(decodePage(Buffer.from(page('<meta charset="x-user-defined">')), null)).toContain('html')
  })

  it('replaces what does not fit and goes on', () => {
    const bytes = Buffer.concat([iconv.encode('紹介', 'euc-jp'), Buffer.from([0xff]), Buffer.from('<p>')])
    expect(decodePage(bytes, 'text/html; charset=euc-jp')).toBe('紹介\ufffd<p>')
  })

  it('gives an empty text for an empty page', () => {
    expect(decodePage(new Uint8Array(), null)).toBe('')
  })
})
