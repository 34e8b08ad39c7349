import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { listImports } from './imports'
import { listSources, type Member, members, publishable, readManifest, root } from './workspace'

const scope = '@animegan/'

/** Which of our packages each kind of package may import in what it ships. Packages side by side are joined by apps. */
const arrows: { room: RegExp; to: RegExp }[] = [
  { room: /^packages\/(core|tfjs-onnx|weights-[a-z0-9-]+)$/, to: /^$/ },
  { room: /^packages\/(node-files|local-page|runtime-web)$/, to: /^core$/ },
  { room: /^packages\/(dataset|evaluation)$/, to: /^(core|node-files|local-page)$/ },
  { room: /^packages\/runtime-node$/, to: /^(core|node-files)$/ },
  { room: /^packages\/train$/, to: /^(core|node-files|tfjs-onnx)$/ },
  { room: /^apps\/[a-z-]+$/, to: /^(?!cli$|web$|checks$)/ },
  { room: /^(examples|benchmarks|checks)$/, to: /./ },
]

/** Third parties that belong to few rooms. */
const reserved: { name: RegExp; rooms: RegExp }[] = [
  { name: /^@tensorflow\//, rooms: /^packages\/(train|tfjs-onnx)$/ },
  { name: /^onnxruntime-/, rooms: /^packages\/runtime-(node|web)$/ },
]

const coreDependencies = ['pure-rand', 'zod']

const isTest = (file: string) => /\.(test|test-d)\.tsx?$|\/testing(\/|\.ts$)/.test(file)

const importsOf = (member: Member, { tests }: { tests: boolean }) =>
  listSources(member)
    .filter((file) => isTest(file) === tests)
    .flatMap(listImports)

const mayImport = (folder: string, name: string) =>
  arrows.find(({ room }) => room.test(folder))?.to.test(name.slice(scope.length))

const describeImport = ({ file, specifier }: { file: string; specifier: string }) => `${file} -> ${specifier}`

describe.each(members.map((member) => ({ folder: member.folder, member })))(
  '$folder',
  ({ folder, member }) => {
    const { manifest } = member
    const shipped = importsOf(member, { tests: false })

    it('has its place among the rooms', () => {
      expect(arrows.filter(({ room }) => room.test(folder))).toHaveLength(1)
    })

    it('imports only the packages of ours that it may', () => {
      const wrong = shipped.filter(({ packageName }) => {
        return packageName?.startsWith(scope) && !mayImport(folder, packageName)
      })
      expect(wrong.map(describeImport)).toEqual([])
    })

    it('depends only on the packages of ours that it may', () => {
      const ours = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).filter((name) =>
        name.startsWith(scope),
      )
      expect(ours.filter((name) => !mayImport(folder, name))).toEqual([])
    })

    it('leaves the machine learning runtimes to the packages that wrap them', () => {
      if (member.manifest.private) return
      const wrong = shipped.filter(({ packageName }) =>
        reserved.some(({ name, rooms }) => name.test(packageName ?? '') && !rooms.test(folder)),
      )
      expect(wrong.map(describeImport)).toEqual([])
    })

    it('declares what it imports', () => {
      const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest
      const runtime = { ...dependencies, ...peerDependencies, ...optionalDependencies }
      const development = { ...runtime, ...devDependencies, ...readManifest('.').devDependencies }
      const undeclared = (imports: typeof shipped, declared: object) =>
        imports
          .filter(({ packageName }) => packageName !== undefined && packageName !== manifest.name)
          .filter(({ packageName }) => !Object.hasOwn(declared, packageName ?? ''))
          .map(describeImport)
      expect(undeclared(shipped, manifest.private ? development : runtime)).toEqual([])
      expect(undeclared(importsOf(member, { tests: true }), development)).toEqual([])
    })

    it('reaches other packages through their entry points only', () => {
      const all = [...shipped, ...importsOf(member, { tests: true })]
      const wrong = all.filter(({ file, specifier, packageName }) => {
        if (specifier.startsWith('.')) {
          const target = path.posix.join(path.posix.dirname(file), specifier)
          return !target.startsWith(`${folder}/`)
        }
        const other = members.find(({ manifest }) => manifest.name === packageName)
        if (other === undefined) return false
        const subpath = `.${specifier.slice(other.manifest.name.length)}`
        return !Object.keys(other.manifest.exports ?? {}).some((key) => matchesSubpath(key, subpath))
      })
      expect(wrong.map(describeImport)).toEqual([])
    })

    it('has no test-only module in what it ships', () => {
      const wrong = shipped.filter(({ specifier }) => /\.test$|\/testing(\/|$)/.test(specifier))
      expect(wrong.map(describeImport)).toEqual([])
    })
  },
)

describe('core', () => {
  const core = members.find(({ folder }) => folder === 'packages/core')
  if (core === undefined) throw new Error('there is no packages/core')
  const shipped = importsOf(core, { tests: false })

  it('imports nothing but its small dependencies', () => {
    const wrong = shipped.filter(
      ({ packageName }) => packageName !== undefined && !coreDependencies.includes(packageName),
    )
    expect(wrong.map(describeImport)).toEqual([])
    expect(Object.keys(core.manifest.dependencies ?? {}).sort()).toEqual(coreDependencies)
  })

  it('knows neither Node nor the DOM', () => {
    const wrong = shipped.filter(
      ({ specifier, packageName }) => packageName === undefined && !specifier.startsWith('.'),
    )
    expect(wrong.map(describeImport)).toEqual([])

    const folder = path.join(root, core.folder)
    const { config } = ts.readConfigFile(path.join(folder, 'tsconfig.json'), ts.sys.readFile)
    const { options, errors } = ts.parseJsonConfigFileContent(config, ts.sys, folder)
    expect(errors).toEqual([])
    expect(options.types).toEqual([])
    expect(options.lib).toEqual(['lib.es2023.d.ts'])
  })
})

describe('the workspace', () => {
  it('builds every published package before these checks', () => {
    const own = Object.keys(readManifest('checks').devDependencies ?? {})
    expect(publishable.map(({ manifest }) => manifest.name).filter((name) => !own.includes(name))).toEqual([])
  })

  it('pins one pnpm', () => {
    const { packageManager, devDependencies } = readManifest('.')
    expect(`pnpm@${devDependencies?.pnpm}`).toBe(packageManager)
  })

  it('describes its published packages alike', () => {
    for (const { manifest } of publishable) {
      const { name, version, description, license, type, engines } = manifest
      expect.soft({ name, license, type, engines }).toEqual({
        ...{ name: expect.stringMatching(/^@animegan\/[a-z0-9-]+$/), license: expect.any(String) },
        ...{ type: 'module', engines: { node: readManifest('.').engines?.node } },
      })
      expect.soft(version, name).toMatch(/^\d+\.\d+\.\d+/)
      expect.soft(description, name).toMatch(/\w/)
    }
  })
})

/** Whether a key of `exports`, which may hold one star, covers a subpath. */
function matchesSubpath(key: string, subpath: string): boolean {
  const [before = '', after] = key.split('*')
  return after === undefined ? key === subpath : subpath.startsWith(before) && subpath.endsWith(after)
}
