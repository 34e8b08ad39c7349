import { readFile } from 'node:fs/promises'

/**
 * The JSON in a file that a flag names. What is wrong is thrown as `refuse` makes it, of words that follow the path: "cannot be read" or
 * "is not JSON".
 */
export async function readJsonFile(
  path: string,
  refuse: (problem: string, cause: unknown) => Error,
): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw refuse('cannot be read', cause)
  })
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw refuse('is not JSON', cause)
  }
}
