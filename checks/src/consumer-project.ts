import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import ts from 'typescript'
import type { Tarball } from './tarballs'
import { root } from './workspace'

const run = promisify(execFile)

/** A project of somebody else's, outside the workspace, with our packed packages installed by npm. */
export class ConsumerProject {
  constructor(readonly folder: string) {}

  /** Installs the tarballs as a user who allows no install scripts would. */
  async install(tarballs: readonly Tarball[]): Promise<void> {
    const dependencies = Object.fromEntries(
      tarballs.map(({ member, file }) => [member.manifest.name, `file:${file}`]),
    )
    this.write(
      'package.json',
      JSON.stringify({ name: 'consumer', private: true, type: 'module', dependencies }),
    )
    const args = [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      '--loglevel=error',
    ]
    await run('npm', args, { cwd: this.folder, shell: process.platform === 'win32' })
  }

  /** Writes a file of the project; the path is relative to its folder. */
  write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.folder, file)), { recursive: true })
    writeFileSync(path.join(this.folder, file), text)
  }

  /** Runs a script of the project with Node and resolves with what it wrote to stdout. Rejects on a failing exit. */
  async node(...args: string[]): Promise<string> {
    const { stdout } = await run(process.execPath, args, { cwd: this.folder })
    return stdout
  }

  /**
   * Type-checks one file as `nodenext`, and our packages' own declarations with it, and returns the complaints.
   * Declarations of third parties are read but not judged.
   */
  typecheck(file: string): string[] {
    const types = path.join(this.folder, 'node_modules', '@types', 'node')
    if (!existsSync(types)) {
      mkdirSync(path.dirname(types), { recursive: true })
      symlinkSync(path.join(root, 'node_modules', '@types', 'node'), types, 'junction')
    }
    const program = ts.createProgram([path.join(this.folder, file)], {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      // The DOM's for what is for browsers.
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: ['node'],
      typeRoots: [path.join(this.folder, 'node_modules', '@types')],
    })
    const ours = program.getSourceFiles().filter(({ fileName }) => {
      return fileName.endsWith(`/${file}`) || fileName.includes('/node_modules/@animegan/')
    })
    const complaints = ours.flatMap((source) => [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ])
    return [...program.getOptionsDiagnostics(), ...complaints].map((diagnostic) => {
      const place = path.relative(this.folder, diagnostic.file?.fileName ?? '')
      return `${place}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`
    })
  }
}
