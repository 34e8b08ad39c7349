import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Member, root } from './workspace'

const run = promisify(execFile)

/** A package as the registry would get it. */
export interface Tarball {
  member: Member
  /** Absolute path of the .tgz. */
  file: string
  bytes: Uint8Array
  /** Paths inside the package. */
  contents: string[]
}

/** Packs a package with the pinned pnpm, which rewrites `workspace:` ranges, into an existing folder. */
export async function packMember(member: Member, destination: string): Promise<Tarball> {
  const pnpm = path.join(root, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs')
  const args = [pnpm, 'pack', '--json', '--pack-destination', destination]
  const { stdout } = await run(process.execPath, args, { cwd: path.join(root, member.folder) })
  const { filename, files } = JSON.parse(stdout) as { filename: string; files: { path: string }[] }
  const file = path.resolve(destination, filename)
  return { member, file, bytes: readFileSync(file), contents: files.map((entry) => entry.path) }
}
