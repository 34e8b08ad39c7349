import type * as z from 'zod/mini'

/** A number that a document states twice: its path, what came, what the other place says, and which place that is. */
export type Agreement = [path: string, came: number, expected: number, where: string]

/** A check for an object schema: reports every pair that `list` gives of a document and that disagrees. */
export const agreeing =
  <Document>(list: (document: Document) => Agreement[]) =>
  ({ value, issues }: z.core.ParsePayload<Document>): void => {
    for (const [path, came, expected, where] of list(value)) {
      if (came === expected) continue
      issues.push({
        code: 'custom',
        input: came,
        path: path.split('.'),
        message: `expected ${expected}, ${where}`,
      })
    }
  }
