import { describe, expect, it } from 'vitest'
import { parseRobots } from './robots-rules.js'

const parse = (text: string) =>
  parseRobots(new URL('http://site.example/robots.txt'), text, 'animegan-dataset')
const at = (path: string) => new URL(path, 'http://site.example/')

describe('parseRobots', () => {
  it('takes the rules for everybody', () => {
    const rules = parse('User-agent: *\nDisallow: /brandnew/\nAllow: /brandnew/1/\nDisallow: /*.php$\n')
    const paths = ['brandnew/2/a.jpg', 'brandnew/1/a.jpg', 'soft.phtml?id=1', 'a.php']
    expect(paths.map((path) => rules.allows(at(path)))).toEqual([false, true, true, false])
    expect(rules.interval).toBe(0)
  })

  it('prefers those for this visitor', () => {
    const rules = parse(
      'User-agent: *\nDisallow: /\n\nUser-agent: animegan-dataset\nDisallow: /private\nCrawl-delay: 2.5\n',
    )
    expect([rules.allows(at('page')), rules.allows(at('private'))]).toEqual([true, false])
    expect(rules.interval).toBe(2500)
  })

  it('keeps them when the site goes over to https', () => {
    const rules = parse('User-agent: *\nDisallow: /soft.phtml?id=1&\n')
    expect(rules.allows(new URL('https://site.example/soft.phtml?id=1&gc=gc'))).toBe(false)
  })

  it.each(['', '<html>not found</html>', '\u0000\u0001', 'Disallow /'])('finds no rule in %j', (text) => {
    expect(parse(text).allows(at('page'))).toBe(true)
  })
})
