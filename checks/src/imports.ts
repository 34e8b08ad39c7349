import { readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import ts from 'typescript'
import { root } from './workspace'

/** One import, static or dynamic, of values or of types. `packageName` is undefined for relative and node: imports. */
export interface Import {
  file: string
  specifier: string
  packageName: string | undefined
}

/** Every import of a source file whose path is relative to the root. */
export function listImports(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8')
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => {
    return { file, specifier: fileName, packageName: packageNameOf(fileName) }
  })
}

/** `@scope/name/sub` and `name/sub` without what follows the package's name. */
function packageNameOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:') || isBuiltin(specifier)) return undefined
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}
