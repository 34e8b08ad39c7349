import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** @param {string} name the package, which must be a dependency of this one */
function versionOf(name) {
  for (let folder = dirname(require.resolve(name)); ; folder = dirname(folder)) {
    try {
      const { name: found, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      if (found === name) return `${name} ${version}`
    } catch {
      if (folder === dirname(folder)) return `${name} ?`
    }
  }
}

/**
 * Prints what was measured, on what machine, with which versions, and when.
 * @param {string} title
 */
export function printHeader(title) {
  const [cpu] = cpus()
  const machine = `${availableParallelism()} x ${cpu?.model.trim() ?? 'unknown CPU'}`
  const versions = [
    `Node ${process.versions.node}`,
    ...['onnxruntime-node', '@tensorflow/tfjs'].map(versionOf),
  ]
  console.log(`${title}
${machine}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}
${versions.join(', ')}
${new Date().toISOString()}
`)
}

/**
 * Prints rows in columns: the first to the left, the others to the right.
 * @param {(string | number)[][]} rows
 */
export function printTable(rows) {
  const texts = rows.map((row) => row.map(String))
  const widths = (texts[0] ?? []).map((_, column) =>
    Math.max(...texts.map((row) => row[column]?.length ?? 0)),
  )
  for (const row of texts) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    )
    console.log(cells.join('  ').trimEnd())
  }
  console.log()
}
