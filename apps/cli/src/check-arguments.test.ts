import type { ArgsDef } from 'citty'
import { expect, test } from 'vitest'
import { checkArguments } from './check-arguments.js'

const args: ArgsDef = {
  count: { type: 'string', alias: 'c' },
  json: { type: 'boolean' },
  name: { type: 'positional', required: false },
}
const check = (...rawArgs: string[]) => checkArguments(rawArgs, args, 'animegan try')

test('passes what a command knows', () => {
  check()
  check('--count', '4', '--json', 'tiny')
  check('--count=-4', '--help')
  check('-c', '5')
  check('--', '--tiny')
})

test('asks for what is needed', () => {
  const needed: ArgsDef = { out: { type: 'string', required: true } }
  checkArguments(['--out', 'd'], needed, 'animegan try')
  expect(() => checkArguments([], needed, 'animegan try')).toThrow(
    '--out is needed (see animegan try --help)',
  )
  const places: ArgsDef = {
    from: { type: 'positional', valueHint: 'DIR', required: true },
    to: { type: 'positional', required: false },
  }
  checkArguments(['a'], places, 'animegan try')
  checkArguments(['a', 'b'], places, 'animegan try')
  expect(() => checkArguments([], places, 'animegan try')).toThrow('DIR is needed (see animegan try --help)')
})

test.each([
  [['--cuont', '4'], 'unknown option --cuont: did you mean "--count"? (see animegan try --help)'],
  [['-x'], 'unknown option -x (see animegan try --help)'],
  [['--no-json'], 'unknown option --no-json'],
  [['--count'], '--count needs a value'],
  [['--count', '--json'], '--count needs a value'],
  [['--json=1'], '--json takes no value, but "1" came'],
  [['-c', '1', '--count', '2'], '--count is given twice'],
  [['a', 'b'], 'unexpected argument "b"'],
])('refuses %j', (rawArgs, message) => {
  expect(() => check(...rawArgs)).toThrow(message)
})
