import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { root } from './workspace'

/**
 * Every file that is, or with the next `git add` would be, in the repository: paths relative to the root.
 * Undefined where there is no git to ask.
 */
export function listTrackedFiles(): string[] | undefined {
  if (!existsSync(path.join(root, '.git'))) return undefined
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 } as const
  const output = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], options)
  return output.split('\0').filter((file) => file !== '' && existsSync(path.join(root, file)))
}
