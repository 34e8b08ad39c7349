import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
const card = (...flags: string[]) => cli.animegan('dataset', 'card', 'faces', ...flags)
const readCard = (name = 'faces/README.md') => readFile(join(cli.work, name), 'utf8')
const synthesize = () =>
  cli.expectSuccess(
    cli.animegan('dataset', 'synthesize', '--count', '8', '--size', '16', '--seed', '1', '--out', 'faces'),
  )

test('writes a card from options and files', async () => {
  await synthesize()
  expect(await cli.expectSuccess(card())).toBe('wrote faces/README.md\n')
  const plain = await readCard()
  expect(plain).toContain('pretty_name: faces\nlicense: unknown\n')
  expect(plain).toContain('- synthetic\n')

  await writeFile(join(cli.work, 'about.md'), 'Drawn *faces*.\n')
  const about = {
    title: 'A',
    licence: 'MIT',
    sources: { synthetic: { licence: 'CC0-1.0' } },
    problems: ['Flat.'],
  }
  await writeFile(join(cli.work, 'about.json'), JSON.stringify(about))
  const pipeline = { schema: 'animegan.pipeline/1', sources: [{ from: 'folder', path: 'x' }], stages: [] }
  await writeFile(join(cli.work, 'pipeline.json'), JSON.stringify(pipeline))
  const files = ['--description', 'about.md', '--about', 'about.json', '--pipeline', 'pipeline.json']
  await cli.expectSuccess(card('--title', 'Drawn', ...files, '--out', 'card.md'))
  const full = await readCard('card.md')
  expect(full).toContain('pretty_name: Drawn\nlicense: mit\n')
  expect(full).toContain('\n# Drawn\n\nDrawn *faces*.\n\n8 pictures with ')
  expect(full).toContain('\n| synthetic | 8 | CC0-1.0 |\n')
  expect(full).toContain('\n- Flat.\n')
  expect(full).toContain('"schema": "animegan.pipeline/1"')
})

test('refuses what is wrong', async () => {
  await cli.expectRefusal(card(), 2, /cannot read faces\/metadata\.jsonl/)
  await synthesize()
  await writeFile(join(cli.work, 'about.json'), '{"license": "MIT"}')
  await cli.expectRefusal(card('--about', 'about.json'), 2, /about\.json: unknown key "license"/)
  await cli.expectRefusal(card('--description', 'none.md'), 2, /--description: cannot read none\.md/)
  await writeFile(join(cli.work, 'faces/README.md'), 'mine')
  await cli.expectRefusal(card(), 2, /README\.md was not written by animegan dataset card/)
})
