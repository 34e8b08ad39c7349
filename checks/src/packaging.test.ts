import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { problemAffectsResolutionKind } from '@arethetypeswrong/core/problems'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConsumerProject } from './consumer-project'
import { packMember, type Tarball } from './tarballs'
import { type Member, publishable, publishedExports, root } from './workspace'

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'animegan-packaging-')))
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))

const tarballs = new Map<string, Tarball>()
beforeAll(async () => {
  for (const member of publishable) tarballs.set(member.manifest.name, await packMember(member, folder))
})

describe.each(publishable.map((member) => [member.manifest.name, member] as const))('%s', (name, member) => {
  const packed = () => {
    const tarball = tarballs.get(name)
    if (tarball === undefined) throw new Error(`${name} was not packed`)
    return tarball
  }

  it('ships its files and nothing else', () => {
    const { contents } = packed()
    expect(contents).toContain('package.json')
    expect(
      contents.filter((file) => /(^|\/)(src|node_modules|\.turbo|\.reports)\/|\.test\./.test(file)),
    ).toEqual([])
    for (const file of Object.values(member.manifest.bin ?? {}))
      expect(contents).toContain(path.posix.normalize(file))
  })

  it('satisfies publint', async () => {
    const { bytes } = packed()
    const { messages, pkg } = await publint({
      pack: { tarball: Uint8Array.from(bytes).buffer },
      level: 'warning',
      strict: true,
    })
    expect(messages.map((message) => formatMessage(message, pkg, { color: false }))).toEqual([])
  })

  const files = listModelFiles(member)
  if (files.length > 0) {
    it('ships every file that its manifest of weights names, as it is there', () => {
      for (const { path: file, sha256 } of files) {
        expect(packed().contents).toContain(file)
        const bytes = readFileSync(path.join(root, member.folder, file))
        expect(createHash('sha256').update(bytes).digest('hex'), file).toBe(sha256)
      }
    })
  }

  if (!declaresTypes(publishedExports(member))) return

  it('has types that resolve in ES modules and bundlers', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(packed().bytes))
    if (!analysis.types) throw new Error(`${name} has no types`)
    const problems = analysis.problems.filter((problem) =>
      (['node16-esm', 'bundler'] as const).some((kind) =>
        problemAffectsResolutionKind(problem, kind, analysis),
      ),
    )
    expect(problems).toEqual([])
  })
})

describe('a fresh project with everything installed by npm', () => {
  const project = new ConsumerProject(path.join(folder, 'consumer'))
  beforeAll(async () => await project.install([...tarballs.values()]))

  const entries = publishable.flatMap((member) =>
    Object.keys(publishedExports(member))
      .filter((subpath) => !subpath.includes('*') && !subpath.endsWith('.json'))
      .map((subpath) => `${member.manifest.name}${subpath.slice(1)}`),
  )

  it.each(entries)('imports %s', async (entry) => {
    project.write('import.js', `console.log(JSON.stringify(Object.keys(await import('${entry}'))))\n`)
    expect(JSON.parse(await project.node('import.js'))).not.toEqual([])
  })

  it('type-checks against what was installed', () => {
    const imports = entries.map((entry, i) => `import * as entry${i} from '${entry}'`)
    const uses = entries.map((_, i) => `export const keys${i}: string[] = Object.keys(entry${i})`)
    const example = [
      `import { animeTags, conditionSize, createRandom } from '@animegan/core'`,
      'export const size: number = conditionSize(animeTags)',
      'export const sample: number = createRandom(7).normal()',
      '// @ts-expect-error a seed is a number, so types did arrive',
      `createRandom('seven')`,
    ]
    project.write('consumer.ts', [...imports, ...example, ...uses, ''].join('\n'))
    expect(project.typecheck('consumer.ts')).toEqual([])
  })

  const commands = publishable.flatMap(({ manifest }) =>
    Object.entries(manifest.bin ?? {}).map(([command, file]) => ({ command, file, name: manifest.name })),
  )

  it.each(commands)('runs $command --help', async ({ command, file, name }) => {
    expect(existsSync(path.join(project.folder, 'node_modules', '.bin', command))).toBe(true)
    expect(await project.node(path.join('node_modules', name, file), '--help')).toContain(command)
  })
})

/** The files of a weights package, of which its manifest knows the hashes. */
function listModelFiles({ folder }: Member): { path: string; sha256: string }[] {
  const file = path.join(root, folder, 'manifest.json')
  if (!existsSync(file)) return []
  const { files, trainable } = JSON.parse(readFileSync(file, 'utf8'))
  return trainable ? [...files, trainable] : files
}

/** Whether any condition of `exports` is `types`. */
function declaresTypes(exports: unknown): boolean {
  if (typeof exports !== 'object' || exports === null) return false
  return Object.entries(exports).some(([key, value]) => key === 'types' || declaresTypes(value))
}
