import { describe, expect, it } from 'vitest'
import { gamePageUrl, parseGamePage } from './game-page.js'

const url = new URL('https://www.getchu.com/soft.phtml?id=77&gc=gc')
const page = (content: string) =>
  `<html><head><title>春の空</title></head><body><table id="soft_table"><tr><td>${content}</td></tr></table>`
const picture = (n: number, extension = 'jpg') => `brandnew/77/c77chara${n}.${extension}`

describe('gamePageUrl', () => {
  it('tells the age gate', () => {
    expect(gamePageUrl(new URL('https://www.getchu.com/'), 77).href).toBe(url.href)
    expect(gamePageUrl(new URL('http://localhost/mirror/'), 77).href).toBe(
      'http://localhost/mirror/soft.phtml?id=77&gc=gc',
    )
  })
})

describe('parseGamePage', () => {
  it('finds character pictures in the order of the page, each once', () => {
    const html = page(
      `<img src="./${picture(2)}"><a href="./${picture(2)}">large</a><img alt=x src='/${picture(1)}'>` +
        `<img src="./${picture(10, 'png')}"><img SRC=./${picture(3, 'JPG')}>`,
    )
    expect(parseGamePage(html, url, 77)).toEqual([
      picture(2),
      picture(1),
      picture(10, 'png'),
      picture(3, 'JPG'),
    ])
  })

  it('takes absolute addresses, queries and pictures that are loaded later', () => {
    const html = page(
      `<img src="http://www.getchu.com/${picture(1)}"><img src="//www.getchu.com/${picture(2)}?v=3">` +
        `<img src="blank.gif" data-src="${picture(3)}"><img data-original="${picture(4, 'webp')}">`,
    )
    expect(parseGamePage(html, url, 77)).toEqual([picture(1), picture(2), picture(3), picture(4, 'webp')])
  })

  it('leaves other pictures, other games and other sites', () => {
    const html = page(
      '<img src="./brandnew/77/c77sample1.jpg"><img src="./brandnew/77/c77package.jpg"><img src="./brandnew/77/c77charab1.jpg">' +
        '<img src="./brandnew/78/c78chara1.jpg"><img src="http://elsewhere.example/brandnew/77/c77chara1.jpg">' +
        '<img src="./brandnew/77/c77chara1_s.jpg"><img src="http://[bad"><img>',
    )
    expect(parseGamePage(html, url, 77)).toEqual([])
  })

  it('knows a page by its pictures alone', () => {
    expect(parseGamePage(`<img src="${picture(1)}">`, url, 77)).toEqual([picture(1)])
  })

  it('knows a page without pictures by its title', () => {
    expect(parseGamePage('<h1 id="soft-title">春の空</h1>', url, 77)).toEqual([])
  })

  it('reports the age gate', () => {
    const gate = '<title>年齢認証 -Getchu.com-</title><a href="?gc=gc">はい</a>'
    expect(parseGamePage(gate, url, 77)).toEqual({
      problem: 'age-gate',
      detail: 'the age gate came in spite of gc=gc; its title is "年齢認証 -Getchu.com-"',
    })
    const redirected = new URL('https://www.getchu.com/php/attestation.html?aurl=x')
    expect(parseGamePage('<p>?', redirected, 77)).toMatchObject({ problem: 'age-gate' })
  })

  it('reports a page that is none of a game, with what was looked for', () => {
    expect(parseGamePage('<div class="app"></div>', url, 77)).toEqual({
      problem: 'page-changed',
      detail: 'no element soft_table or soft-title and no picture brandnew/77/c77chara1.jpg; it has no title',
    })
    expect(parseGamePage('<title>Top</title>', url, 77)).toMatchObject({
      detail: expect.stringContaining('its title is "Top"'),
    })
  })
})
