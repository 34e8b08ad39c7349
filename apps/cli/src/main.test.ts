import { expect, test } from 'vitest'
import { useCommandLine } from './testing/command-line.js'

const cli = useCommandLine()

test('unknown commands and options are refused with the nearest', async () => {
  await cli.expectRefusal(cli.animegan('genrate'), 2, /unknown command "genrate": did you mean "generate"\?/)
  await cli.expectRefusal(cli.animegan('paint'), 2, /unknown command "paint"; there are demo, generate, /)
  await cli.expectRefusal(
    cli.animegan('weights', 'inof'),
    2,
    /unknown command "inof": did you mean "info"\? .*weights --help/,
  )
  await cli.expectRefusal(cli.animegan('--verbose'), 2, /unknown option --verbose/)
})

test.each([
  [[], 'generate'],
  [['--help'], 'generate'],
  [['weights'], 'verify'],
  [['generate', '--help'], '--truncation'],
  [['demo', '-h'], 'animegan demo --seed'],
  [['weights', 'info', '--help'], 'animegan weights info'],
  [['dataset', 'synthesize', '--help'], '--size'],
])('%j prints help', async (args, expected) => {
  const { code, stdout, stderr } = await cli.animegan(...args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain(expected)
  expect(stdout).not.toContain('\u001b')
})

test('--version prints the version', async () => {
  expect((await cli.animegan('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})
