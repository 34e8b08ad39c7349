import { existsSync } from 'node:fs'
import { copyFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
const assets = (...args: string[]) => cli.animegan('assets', ...args)
const cascade = fileURLToPath(
  new URL('../../../../../shared/cascade/lbpcascade_animeface.xml', import.meta.url),
)

test('lists what there is', async () => {
  expect(await cli.expectSuccess(assets('list'))).toMatch(
    /^lbpcascade +not here +0\.2 MB +MIT +finds anime faces/m,
  )
  const rows: unknown = JSON.parse(await cli.expectSuccess(assets('list', '--json')))
  expect(rows).toContainEqual(
    expect.objectContaining({
      name: 'lbpcascade',
      folder: null,
      urls: [expect.stringMatching(/^https:.*lbpcascade_animeface\.xml$/)],
    }),
  )
})

test('refuses what it does not know and what is not the asset', async () => {
  await cli.expectRefusal(assets('get'), 2, /which asset\? Expected one of lbpcascade/)
  await cli.expectRefusal(assets('get', 'lbpcascad'), 2, /no asset "lbpcascad": did you mean "lbpcascade"\?/)
  await cli.expectRefusal(
    assets('get', 'lbpcascade', '--from', 'nothing.xml'),
    2,
    /--from: expected a folder with lbpcascade_animeface\.xml, or that file; there is no nothing\.xml/,
  )
  await writeFile(join(cli.work, 'other.xml'), '<opencv_storage/>')
  await cli.expectRefusal(
    assets('get', 'lbpcascade', '--from', 'other.xml'),
    1,
    /other\.xml: SHA-256 .* expected 9376d30a.*this is not the lbpcascade_animeface\.xml that is known to work/,
  )
})

test.skipIf(!existsSync(cascade))('takes a copy, and gives one (needs ../shared/cascade)', async () => {
  await copyFile(cascade, join(cli.work, 'any-name.xml'))
  const flags = ['--from', 'any-name.xml', '--out', 'copies']
  const stdout = await cli.expectSuccess(assets('get', 'lbpcascade', ...flags))
  expect(stdout).toBe(
    'copies/lbpcascade_animeface.xml\n' +
      'lbpcascade: licence MIT, credit nagadomi, https://github.com/nagadomi/lbpcascade_animeface\n',
  )
  expect(await readdir(join(cli.work, 'copies'))).toEqual(['lbpcascade_animeface.xml'])
  // From now on without any copy.
  expect(await cli.expectSuccess(assets('get', 'lbpcascade'))).toMatch(
    /\/cache\/assets\/lbpcascade\/lbpcascade_animeface\.xml\n/,
  )
  expect(await cli.expectSuccess(assets('list'))).toMatch(/^lbpcascade +here/m)
})
